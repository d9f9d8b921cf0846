import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateTagsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { clientOptions, EXAMPLE_SEED } from "../../local/seed";
import { Deployment } from "../../test-support/e2e/deployment";
import { changed, fileText } from "../../test-support/e2e/environment-file";
import { START } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";

const LONG = 240_000;
const EXAMPLE = changed(fileText("environments/example.yaml"), {
  site: undefined,
  "backends.api.paths": ["/*"],
});

requires("terraform", "moto_server")("what Terraform holds of the contract", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    const instances = ["shop-backend", "shop-backend-2"].map((name) => ({
      name,
      securityGroup: "shop-backend",
    }));
    const seed = { ...EXAMPLE_SEED, vpc: { name: "shop", cidr: "10.7.0.0/16" }, instances };
    deployment = await Deployment.begin({ seed, file: () => EXAMPLE });
    await tagBoth(deployment);
    await deployment.terraform.init();
  }, START);

  afterAll(() => deployment?.end(), START);

  /** The text of a plan, whatever becomes of it, with these keys in the file, and the JSON changed. */
  const planned = async (keys: Readonly<Record<string, unknown>>, change = (json: string) => json) => {
    const { publicSubnetIds, vpcId } = deployment.seeded;
    const network = { type: "existing", vpcId, publicSubnetIds };
    const { path } = deployment.write(changed(EXAMPLE, { network, ...keys }));
    const file = join(path, "cdk.tf.json");
    writeFileSync(file, change(readFileSync(file, "utf8")));
    const text = await deployment.terraform.plan().then(
      (plan) => plan.text,
      (error: unknown) => String(error),
    );
    return text.replace(/[\s│]+/g, " ");
  };

  it(
    "a plan in which all of it holds says nothing of it",
    async () => {
      const text = await planned({});
      expect(text).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
      expect(text).not.toMatch(/Warning|Error|[Cc]heck block/);
    },
    LONG,
  );

  it(
    "subnets of one zone, or of another VPC, are refused by name",
    async () => {
      const { vpcId, publicSubnetIds, privateSubnetIds } = deployment.seeded;
      const oneZone = [publicSubnetIds[0], privateSubnetIds[0]];
      expect(await planned({ network: { type: "existing", vpcId, publicSubnetIds: oneZone } })).toMatch(
        /subnet-zones: the load balancer needs one subnet in each of two zones or more, and these lie in eu-west-1a \(subnet-\w+\), eu-west-1a/,
      );
      const other = { type: "existing", vpcId: "vpc-0123456789abcdef0", publicSubnetIds };
      expect(await planned({ network: other })).toMatch(
        /subnet-zones: the load balancer's subnets must lie in the VPC vpc-0123456789abcdef0, and subnet-\w+, subnet-\w+ do not/,
      );
    },
    LONG,
  );

  it(
    "several instances of one tag, and a short deregistration delay, are warned of, unless that is waived",
    async () => {
      const targets = { type: "tags", tags: { Role: "api" } };
      const keys = { "backends.api.targets": targets, "loadBalancer.idleTimeout": 90 };
      const warned = await planned(keys);
      expect(warned).toMatch(/Check block assertion failed .*tagged-copies: several instances/);
      expect(warned).toMatch(/drain: the deregistration delay of aws_lb_target_group\.api_public/);
      expect(warned).toMatch(/Plan: \d+ to add/);
      const waivers = ["tagged-copies", "drain"].map((rule) => ({
        rule,
        reason: "nothing is kept on these machines",
      }));
      expect(await planned({ ...keys, waivers })).not.toMatch(/Warning|[Cc]heck block/);
    },
    LONG,
  );

  it(
    "a listener that somebody changes in the JSON is refused",
    async () => {
      const tls13 = (json: string) => json.replace('TLS13-1-2-Res-2021-06"', 'TLS13-1-3-2021-06"');
      expect(await planned({}, tls13)).toMatch(/listener-tls: CloudFront offers the listener TLS 1\.2/);
      const open = (json: string) => {
        const stack = JSON.parse(json);
        stack.resource.aws_lb_listener.public_https.default_action = [
          { type: "forward", target_group_arn: "${aws_lb_target_group.api_public.arn}" },
        ];
        return JSON.stringify(stack);
      };
      expect(await planned({}, open)).toMatch(/listener-default: a listener must not forward by default/);
    },
    LONG,
  );
});

async function tagBoth({ world, seeded }: Deployment): Promise<void> {
  const ec2 = new EC2Client(clientOptions(world, seeded.region));
  const Resources = Object.values(seeded.instances).map(({ id }) => id);
  await ec2.send(new CreateTagsCommand({ Resources, Tags: [{ Key: "Role", Value: "api" }] }));
  ec2.destroy();
}
