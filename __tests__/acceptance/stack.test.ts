import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stage } from "../../acceptance/stack/description";
import { stackFolder, synthesize } from "../../acceptance/stack/synthesize";
import { userData } from "../../acceptance/stack/user-data";
import { DESCRIPTION } from "./support/record";

interface Synthesized {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
  readonly output: Readonly<Record<string, unknown>>;
  readonly provider: { readonly aws: readonly Record<string, unknown>[] };
}

function synthesized(stage: Stage): Synthesized {
  const folder = mkdtempSync(join(tmpdir(), "acceptance-"));
  try {
    expect(synthesize(folder, DESCRIPTION, stage)).toEqual([]);
    return JSON.parse(readFileSync(join(stackFolder(folder, DESCRIPTION), "cdk.tf.json"), "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const PLAIN = synthesized({ protect: true });

function addressesOf({ resource }: Synthesized): string[] {
  return Object.entries(resource).flatMap(([type, all]) => Object.keys(all).map((name) => `${type}.${name}`));
}

it("is an environment of its own name below the domain, in the one account", () => {
  expect(PLAIN.resource["aws_cloudfront_distribution"]?.["edge"]).toMatchObject({
    aliases: ["gatehouse-acceptance-abc123.example.com"],
  });
  expect(PLAIN.provider.aws.map(({ allowed_account_ids }) => allowed_account_ids)).toEqual([
    [DESCRIPTION.account],
    [DESCRIPTION.account],
  ]);
  const records = Object.values(PLAIN.resource["aws_route53_record"] ?? {}).map(({ name }) => name);
  expect(records).not.toContain("example.com");
});

it("has an instance that only the load balancer reaches", () => {
  const { aws_instance, aws_lb_target_group_attachment, aws_vpc_security_group_ingress_rule } =
    PLAIN.resource;
  expect(aws_instance?.["echo"]).toMatchObject({
    ami: DESCRIPTION.imageId,
    subnet_id: DESCRIPTION.subnetId,
    vpc_security_group_ids: ["${aws_security_group.backend_echo.id}"],
    metadata_options: { http_tokens: "required" },
  });
  expect(Object.values(aws_lb_target_group_attachment ?? {})).toEqual([
    expect.objectContaining({ target_id: "${aws_instance.echo.id}" }),
  ]);
  const peers = Object.values(aws_vpc_security_group_ingress_rule ?? {});
  expect(peers).toHaveLength(2);
  expect(peers.filter(({ cidr_ipv4, cidr_ipv6 }) => cidr_ipv4 ?? cidr_ipv6)).toEqual([]);
});

it("lets one address in while it is checked, at two ports, and changes nothing else", () => {
  const opened = synthesized({ protect: true, openTo: "192.0.2.1" });
  const added = addressesOf(opened).filter((address) => !addressesOf(PLAIN).includes(address));
  expect(added).toEqual([
    "aws_vpc_security_group_ingress_rule.acceptance_backend",
    "aws_vpc_security_group_ingress_rule.acceptance_load_balancer",
  ]);
  const rules = opened.resource["aws_vpc_security_group_ingress_rule"] ?? {};
  const ports = ["acceptance_backend", "acceptance_load_balancer"].map((id) => rules[id]);
  expect(ports).toMatchObject([
    { cidr_ipv4: "192.0.2.1/32", from_port: 8000, to_port: 8000 },
    { cidr_ipv4: "192.0.2.1/32", from_port: 443, to_port: 443 },
  ]);
});

it("is protected until the teardown", () => {
  const guard = ({ resource }: Synthesized) => [
    resource["aws_lb"]?.["public"]?.["enable_deletion_protection"],
    resource["aws_s3_bucket"]?.["site"]?.["force_destroy"],
    resource["aws_cloudfront_distribution"]?.["edge"]?.["lifecycle"],
  ];
  expect(guard(PLAIN)).toEqual([true, false, { prevent_destroy: true }]);
  expect(guard(synthesized({ protect: false }))).toEqual([false, true, { prevent_destroy: false }]);
});

it("says what the checks need", () => {
  expect(Object.keys(PLAIN.output)).toEqual(
    expect.arrayContaining([
      "distribution_domain_name",
      "instance_address",
      "origin_secret_header",
      "site_bucket",
      "target_group_arns",
    ]),
  );
});

it("has a script that Terraform takes as it is, within EC2's 16 KiB", () => {
  const text = userData();
  expect(text).not.toMatch(/[$%]\{/);
  expect(text).toMatch(/^#!\/bin\/bash\n/);
  expect(text.split("\n").filter((line) => line === "END_OF_SERVER")).toHaveLength(1);
  expect(Buffer.byteLength(text)).toBeLessThan(16_384);
});
