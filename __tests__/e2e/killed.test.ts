import { execFileSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { type ChangeAction, ChangeResourceRecordSetsCommand, Route53Client } from "@aws-sdk/client-route-53";
import { EXAMPLE_SEED } from "../../local/seed";
import { clientOptions } from "../../local/world";
import { Deployment } from "../../test-support/e2e/deployment";
import { CHECKOUT, fileText } from "../../test-support/e2e/environment-file";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";
import { type Finished, run } from "../../test-support/terraform";

const EXAMPLE = fileText("environments/example.yaml");

requires("terraform", "moto_server")("a deploy that is killed", () => {
  const step = steps();
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: EXAMPLE_SEED, file: () => EXAMPLE });
  }, START);

  afterAll(() => deployment?.end(), START);

  const recover = (...args: readonly string[]): Promise<Finished> => {
    const { path, env } = deployment.terraform;
    const command = ["recover", "example", "--folder", path, ...args];
    return run(join(CHECKOUT, "gatehouse"), command, { cwd: CHECKOUT, env });
  };
  const state = () => join(deployment.terraform.path, "..", "..", "..", "terraform.example.tfstate");

  step("recovers nothing before the first deploy, and leaves alone what somebody else made", async () => {
    await deployment.terraform.init();
    await changeForeignRecord(deployment, "CREATE");
    const { code, text } = await recover();
    expect({ code, text }).toEqual({
      code: 3,
      text: expect.stringMatching(
        /exists, but is not evidently ours: aws_route53_record (Z?\w+_www\.example\.com_A); .*: terraform import aws_route53_record\.www_example_com_a \1/,
      ),
    });
    expect(text).toContain("imported: 0;");
    await changeForeignRecord(deployment, "DELETE");
  });

  step("leaves what was in flight in AWS but not in the state: the load balancer", async () => {
    await applyAndKill(deployment, /aws_lb\.public: Still creating/);
    expect(await deployment.terraform.addresses()).not.toContain("aws_lb.public");
    expect(await deployment.added()).toContainEqual(
      expect.stringMatching(/^load-balancer .*shop-example-public/),
    );
  });

  step("is recovered: dry first, then in earnest", async () => {
    const dry = await recover("--dry-run");
    expect({ code: dry.code, text: dry.text }).toEqual({
      code: 0,
      text: expect.stringMatching(/^would import aws_lb\.public <- arn:/m),
    });
    expect(await deployment.terraform.addresses()).not.toContain("aws_lb.public");
    expectRecovered(deployment, await recover(), ["aws_lb.public"]);
    expect(await deployment.terraform.addresses()).toContain("aws_lb.public");
  });

  step(
    "is recovered when it is killed again, and loses what a remote state had not been told yet",
    async () => {
      const kept = `${state()}.kept`;
      copyFileSync(state(), kept);
      await applyAndKill(deployment, /aws_route53_record\.(www_)?example_com_a: Still creating/);
      copyFileSync(kept, state());
      expectRecovered(deployment, await recover(), [
        "aws_cloudfront_distribution.edge",
        "aws_lb_listener.public_https",
        "aws_lb_listener_rule.public_https_api_api_any",
        "aws_lb_listener_rule.public_https_api_api_any-at-www_example_com",
        "aws_route53_record.example_com_a",
        "aws_route53_record.example_com_aaaa",
        "aws_route53_record.origin_example_com_a",
        "aws_route53_record.www_example_com_a",
        "aws_route53_record.www_example_com_aaaa",
      ]);
    },
  );

  step("goes on from there to the same end as one that was not killed", async () => {
    const { actions } = await deployment.terraform.plan();
    expect(Object.values(actions).filter((action) => action.includes("delete"))).toEqual([]);
    await deployment.terraform.apply();
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0, actions: {} });
  });

  step("leaves no orphan: after the teardown there is what was there before", async () => {
    await deployment.tearDown(EXAMPLE);
    expect(await deployment.inventory()).toEqual(deployment.before);
  });
});

function expectRecovered(
  { world }: Deployment,
  { code, text }: Finished,
  addresses: readonly string[],
): void {
  const imported = [...text.matchAll(/^(aws_\S+) <- \S+ \(.+\)$/gm)].map(({ 1: address }) => address);
  expect({ code, imported, text }).toEqual({
    code: 0,
    imported: expect.arrayContaining([...addresses]),
    text: expect.stringMatching(/^Next: terraform -chdir=\S+ apply$/m),
  });
  expect(text).not.toContain(world.originSecret);
}

/** Applies until Terraform prints `when`, and kills it there: it, and the providers that it leaves behind. */
async function applyAndKill({ terraform }: Deployment, when: RegExp): Promise<void> {
  let printed = "";
  let providers: readonly number[] = [];
  const { code } = await terraform.terraform(
    ["apply", "-auto-approve", "-input=false", "-no-color"],
    (text, pid) => {
      printed += text;
      if (providers.length === 0 && when.test(printed)) {
        expect(commandOf(pid)).toMatch(/^\S*terraform apply/);
        providers = childrenOf(pid);
        process.kill(pid, "SIGKILL");
      }
    },
  );
  expect({ code, printed }).toEqual({ code: null, printed: expect.stringMatching(when) });
  expect(providers.length).toBeGreaterThan(0);
  // A provider without its Terraform finishes its call and may then wait for ever.
  for (const pid of providers.filter((each) => /terraform-provider/.test(commandOf(each)))) {
    process.kill(pid, "SIGKILL");
  }
}

function childrenOf(pid: number): readonly number[] {
  return execFileSync("pgrep", ["-P", String(pid)], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map(Number);
}

/** Empty where there is no such process any more. */
function commandOf(pid: number): string {
  try {
    return execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

/** A record that the team made by hand, where the stack wants its own. */
async function changeForeignRecord({ world }: Deployment, Action: ChangeAction): Promise<void> {
  const client = new Route53Client(clientOptions(world, world.seeded.region));
  const ResourceRecordSet = {
    Name: "www.example.com",
    Type: "A" as const,
    TTL: 300,
    ResourceRecords: [{ Value: "192.0.2.1" }],
  };
  try {
    await client.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: world.seeded.zones["example.com"],
        ChangeBatch: { Changes: [{ Action, ResourceRecordSet }] },
      }),
    );
  } finally {
    client.destroy();
  }
}
