import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { clientOptions, type Seeded } from "../../local/world";
import { Deployment } from "../../test-support/e2e/deployment";
import { dnsAnswer } from "../../test-support/e2e/dns";
import { fileText, replaced } from "../../test-support/e2e/environment-file";
import { STATE_REGION, StateBucket } from "../../test-support/e2e/state-bucket";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";

const SEED = {
  region: "eu-west-1",
  vpc: { name: "platform", cidr: "10.20.0.0/16" },
  instances: [{ name: "node" }],
  zones: ["example.edu"],
};

const fileOf = ({ vpcId, publicSubnetIds }: Seeded) => {
  const [first = "", second = ""] = publicSubnetIds;
  return replaced(fileText("examples/environments/platform.yaml"), {
    "vpc-0123456789abcdef0": vpcId,
    "subnet-0123456789abcdef0": first,
    "subnet-0123456789abcdef1": second,
  });
};

requires("terraform", "moto_server")("the platform team's environment", () => {
  const step = steps();
  let deployment: Deployment;
  let bucket: StateBucket;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: SEED, file: fileOf });
    bucket = new StateBucket(deployment.world, "platform-state");
    await bucket.create();
  }, START);

  afterAll(async () => {
    bucket?.close();
    await deployment?.end();
  }, START);

  step("is deployed with the state that the pipeline names", async () => {
    const settings = {
      bucket: bucket.name,
      key: "portal/platform.tfstate",
      region: STATE_REGION,
      use_lockfile: true,
      encrypt: true,
    };
    await deployment.terraform.init(
      ...Object.entries(settings).map(([name, value]) => `-backend-config=${name}=${value}`),
    );
    await deployment.terraform.apply();
    // The state alone: its lock is gone.
    expect(await bucket.keys()).toEqual(["portal/platform.tfstate"]);
  });

  step("stands in the team's VPC, and names group and target group for whoever registers", async () => {
    const { target_group_arns, backend_security_group_ids } = await deployment.terraform.outputs();
    expect(target_group_arns).toEqual({ app: expect.stringContaining(":targetgroup/app-") });
    expect(backend_security_group_ids).toEqual({ app: expect.stringMatching(/^sg-/) });
    const groups = (await deployment.added()).filter((line) => line.startsWith("security-group "));
    expect(groups).toHaveLength(2);
  });

  step("plans nothing right after, a target that something else has registered included", async () => {
    const elb = new ElasticLoadBalancingV2Client(clientOptions(deployment.world, SEED.region));
    try {
      const { target_group_arns } = await deployment.terraform.outputs();
      const { app: TargetGroupArn } = Object.assign({ app: "" }, target_group_arns);
      const Id = deployment.seeded.instances["node"]?.id;
      await elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id }] }));
      expect(await deployment.terraform.plan()).toMatchObject({ code: 0 });
      const { TargetHealthDescriptions = [] } = await elb.send(
        new DescribeTargetHealthCommand({ TargetGroupArn }),
      );
      expect(TargetHealthDescriptions.map(({ Target }) => Target)).toEqual([{ Id, Port: 8080 }]);
    } finally {
      elb.destroy();
    }
  });

  it.each([
    ["portal.example.edu", "A", 1],
    ["portal.example.edu", "AAAA", 1],
    ["origin.portal.example.edu", "A", 1],
    ["origin.portal.example.edu", "AAAA", 0],
  ] as const)("has %s answered over %s: %i address", async (name, type, count) => {
    expect(await dnsAnswer(deployment.world, "example.edu", name, type)).toHaveLength(count);
  });

  step("leaves nothing but the bucket of its state", async () => {
    await deployment.tearDown(fileOf(deployment.seeded));
    expect(await deployment.added()).toEqual([`bucket ${bucket.name}`]);
    expect(await deployment.inventory()).toEqual(expect.arrayContaining([...deployment.before]));
  });

  step("tells a pipeline that gives no settings what is missing", async () => {
    const { code, text } = await deployment.terraform.terraform([
      ...["init", "-input=false", "-no-color", "-reconfigure"],
    ]);
    expect({ code, text }).toEqual({
      code: 1,
      text: expect.stringMatching(/The attribute "bucket" is required by the backend/),
    });
  });
});
