import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EC2Client, RunInstancesCommand, TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { EXAMPLE_SEED } from "../../local/seed";
import { clientOptions } from "../../local/world";
import { Deployment } from "../../test-support/e2e/deployment";
import { dnsAnswer } from "../../test-support/e2e/dns";
import { changed, fileText, reversed } from "../../test-support/e2e/environment-file";
import { countsOf } from "../../test-support/e2e/inventory";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";

const EXAMPLE = fileText("environments/example.yaml");
const WITH_ALIAS = changed(EXAMPLE, { "domain.aliases": ["www.example.com", "shop.example.com"] });
const SECOND_BACKEND = {
  "backends.admin": {
    paths: ["/admin/*"],
    port: 8001,
    healthCheck: { path: "/admin/login/" },
    targets: { type: "tags", tags: { Name: "shop-backend" } },
  },
};

requires("terraform", "moto_server")("the example, from nothing to nothing", () => {
  const step = steps();
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: EXAMPLE_SEED, file: () => EXAMPLE });
  }, START);

  afterAll(() => deployment?.end(), START);

  /** What a plan of that file would do. */
  const actions = async (text: string) => (await deployment.write(text).plan()).actions;
  const instance = () => deployment.seeded.instances["shop-backend"] ?? { id: "", securityGroupId: "" };

  step("is deployed", async () => {
    await deployment.deploy();
    expect(countsOf(await deployment.added())).toEqual({
      bucket: 1,
      "cache-policy": 1,
      certificate: 2,
      distribution: 1,
      function: 1,
      "load-balancer": 1,
      "origin-access-control": 1,
      parameter: 1,
      record: 8,
      "response-headers-policy": 1,
      "security-group": 1,
      "security-group-rule": 3,
      "target-group": 1,
    });
  });

  step("says where it answers, and what Django needs", async () => {
    expect(await deployment.terraform.outputs()).toMatchObject({
      url: "https://example.com/",
      django: { ALLOWED_HOSTS: ["example.com", "www.example.com"], NUM_PROXIES: 2 },
    });
  });

  step("plans nothing right after", async () => {
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0, actions: {} });
  });

  step("answers viewers over IPv4 and IPv6, CloudFront over IPv4 alone", async () => {
    for (const name of ["example.com", "www.example.com"]) {
      expect(await dnsAnswer(deployment.world, "example.com", name, "A")).toHaveLength(1);
      expect(await dnsAnswer(deployment.world, "example.com", name, "AAAA")).toHaveLength(1);
    }
    expect(await dnsAnswer(deployment.world, "example.com", "origin.example.com", "A")).toHaveLength(1);
    expect(await dnsAnswer(deployment.world, "example.com", "origin.example.com", "AAAA")).toEqual([]);
  });

  step("changes a health check path in place", async () => {
    expect(await actions(changed(EXAMPLE, { "backends.api.healthCheck.path": "/health/" }))).toEqual({
      "aws_lb_target_group.api_public": "update",
    });
  });

  step("adds rules for a new path pattern, and its behaviour to the distribution in place", async () => {
    expect(await actions(changed(EXAMPLE, { "backends.api.paths": ["/api/*", "/media/*"] }))).toEqual({
      "aws_cloudfront_distribution.edge": "update",
      "aws_lb_listener_rule.public_https_api_media_any": "create",
      "aws_lb_listener_rule.public_https_api_media_any-at-www_example_com": "create",
    });
  });

  step("adds a second backend without a change to the first one's rules", async () => {
    const { securityGroupId, id } = instance();
    expect(await actions(changed(EXAMPLE, SECOND_BACKEND))).toEqual({
      "aws_cloudfront_distribution.edge": "update",
      "aws_lb_listener_rule.public_https_admin_admin_any": "create",
      "aws_lb_listener_rule.public_https_admin_admin_any-at-www_example_com": "create",
      "aws_lb_target_group.admin_public": "create",
      [`aws_lb_target_group_attachment.admin_public["${id}"]`]: "create",
      [`aws_vpc_security_group_egress_rule.public_8001["${securityGroupId}"]`]: "create",
      [`aws_vpc_security_group_ingress_rule.public_8001["${securityGroupId}"]`]: "create",
    });
  });

  step("adds a second instance with the same tag, and that alone", async () => {
    const second = await launch(deployment, instance().securityGroupId);
    try {
      expect(await actions(EXAMPLE)).toEqual({
        [`aws_lb_target_group_attachment.api_public["${second}"]`]: "create",
      });
    } finally {
      await terminate(deployment, second);
    }
  });

  step("takes a new alias by new certificates first, then listener and distribution in place", async () => {
    expect(await actions(WITH_ALIAS)).toEqual({
      "aws_acm_certificate.regional": "create+delete",
      "aws_acm_certificate.viewer": "create+delete",
      // Nothing in AWS: the wait for a certificate.
      "aws_acm_certificate_validation.regional": expect.stringMatching(/create/),
      "aws_acm_certificate_validation.viewer": expect.stringMatching(/create/),
      "aws_cloudfront_distribution.edge": "update",
      "aws_lb_listener.public_https": "update",
      "aws_lb_listener_rule.public_https_api_api_any-at-shop_example_com": "create",
      "aws_route53_record.shop_example_com_a": "create",
      "aws_route53_record.shop_example_com_aaaa": "create",
      "aws_route53_record.validation_shop_example_com": "create",
    });
    await deployment.terraform.apply();
    expect(countsOf(await deployment.added())).toMatchObject({ certificate: 2, record: 11 });
    expect(await dnsAnswer(deployment.world, "example.com", "shop.example.com", "AAAA")).toHaveLength(1);
  });

  step("plans nothing after that either, whatever the order of keys and lists in the file", async () => {
    expect(await deployment.write(reversed(WITH_ALIAS)).plan()).toMatchObject({ code: 0, actions: {} });
  });

  step("is the same JSON for backends in another order", async () => {
    const text = changed(WITH_ALIAS, SECOND_BACKEND);
    const json = (file: string) => readFileSync(join(deployment.write(file).path, "cdk.tf.json"), "utf8");
    expect(json(reversed(text))).toBe(json(text));
  });

  step("is not destroyed while it is protected", async () => {
    deployment.write(WITH_ALIAS);
    const before = await deployment.inventory();
    const { code, text } = await deployment.terraform.terraform(["destroy", "-auto-approve", "-no-color"]);
    expect({ code, text }).toEqual({
      code: 1,
      text: expect.stringContaining("has lifecycle.prevent_destroy set"),
    });
    expect(await deployment.inventory()).toEqual(before);
  });

  step("leaves nothing once protect: false is applied and all is destroyed", async () => {
    await deployment.tearDown(WITH_ALIAS);
    expect(await deployment.inventory()).toEqual(deployment.before);
  });
});

/** A second machine of the backend's, in the group of the first. */
async function launch({ world }: Deployment, securityGroupId: string): Promise<string> {
  const client = new EC2Client(clientOptions(world, world.seeded.region));
  try {
    const { Instances = [] } = await client.send(
      new RunInstancesCommand({
        ImageId: "ami-1e749f67",
        InstanceType: "t3.small",
        MinCount: 1,
        MaxCount: 1,
        SubnetId: world.seeded.publicSubnetIds[1],
        SecurityGroupIds: [securityGroupId],
        TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "Name", Value: "shop-backend" }] }],
      }),
    );
    return Instances[0]?.InstanceId ?? "";
  } finally {
    client.destroy();
  }
}

async function terminate({ world }: Deployment, id: string): Promise<void> {
  const client = new EC2Client(clientOptions(world, world.seeded.region));
  try {
    await client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
  } finally {
    client.destroy();
  }
}
