import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { clientOptions } from "../../local/world";
import { Deployment } from "../../test-support/e2e/deployment";
import { CHECKOUT, changed, fileText, replaced } from "../../test-support/e2e/environment-file";
import { LocalTerraform } from "../../test-support/e2e/local-terraform";
import { STATE_REGION, StateBucket } from "../../test-support/e2e/state-bucket";
import { START, steps } from "../../test-support/e2e/steps";
import { codeBlocks } from "../../test-support/readme";
import { requires } from "../../test-support/requires";

const SEED = { region: "eu-west-1", instances: [], zones: ["example.com"] };
const BUCKET = "platform-state";
const KEY = "network/terraform.tfstate";

/** A platform team's VPC, in HCL of its own; `output` holds its VPC's id. */
const theirs = (output: string) => `
terraform {
  required_providers {
    aws = { source = "aws", version = "5.100.0" }
  }
  backend "s3" {
    bucket = "${BUCKET}"
    key    = "${KEY}"
    region = "${STATE_REGION}"
  }
}
provider "aws" {
  region = "eu-west-1"
}
resource "aws_vpc" "main" {
  cidr_block = "10.60.0.0/16"
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "public" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value)
  availability_zone = "eu-west-1\${each.key}"
}
output "${output}" {
  value = aws_vpc.main.id
}
output "public_subnets" {
  value = [for subnet in aws_subnet.public : subnet.id]
}
`;

const OURS = "shop/example/terraform.tfstate";

/** What docs/environment.md shows, for the state of the example. */
const reader = () => {
  const [shown = ""] = codeBlocks(join(CHECKOUT, "docs", "environment.md"), "hcl");
  return replaced(shown, {
    "shop-terraform-state": BUCKET,
    "shop/production/terraform.tfstate": OURS,
    "eu-west-1": STATE_REGION,
  });
};

const FILE = changed(fileText("environments/example.yaml"), {
  state: { type: "s3", bucket: BUCKET, region: STATE_REGION },
  network: { type: "remoteState", state: { type: "s3", bucket: BUCKET, key: KEY, region: STATE_REGION } },
  "backends.api.targets": { type: "external" },
});

requires("terraform", "moto_server")("a VPC of another team's state", () => {
  const step = steps();
  let deployment: Deployment;
  let bucket: StateBucket;
  let network: LocalTerraform;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: SEED, file: () => FILE });
    bucket = new StateBucket(deployment.world, BUCKET);
    await bucket.create();
    network = new LocalTerraform(join(deployment.world.folder, "network"), deployment.terraform.env);
    mkdirSync(network.path);
    await applyTheirs("vpc_id");
  }, START);

  afterAll(async () => {
    await network?.stop();
    bucket?.close();
    await deployment?.end();
  }, START);

  const applyTheirs = async (output: string) => {
    writeFileSync(join(network.path, "main.tf"), theirs(output));
    await network.init();
    await network.apply();
  };

  const planned = async () => {
    const { code, text } = await deployment.terraform.terraform(["plan", "-input=false", "-no-color"]);
    return { code, text: text.replaceAll(/\s+/g, " ") };
  };

  step("is what the environment is deployed into", async () => {
    await deployment.deploy();
    const { vpc_id: vpcId, public_subnets: subnets } = await network.outputs();
    const client = new ElasticLoadBalancingV2Client(clientOptions(deployment.world, SEED.region));
    const { LoadBalancers = [] } = await client.send(new DescribeLoadBalancersCommand({}));
    client.destroy();
    expect(LoadBalancers.map(({ VpcId }) => VpcId)).toEqual([vpcId]);
    const zones = LoadBalancers.flatMap(({ AvailabilityZones = [] }) => AvailabilityZones);
    expect(zones.map(({ SubnetId }) => SubnetId).sort()).toEqual(
      Array.isArray(subnets) ? subnets.sort() : [],
    );
  });

  step("plans nothing right after", async () => {
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0 });
  });

  step("has outputs that others read in the same way", async () => {
    const others = new LocalTerraform(join(deployment.world.folder, "others"), deployment.terraform.env);
    mkdirSync(others.path);
    writeFileSync(join(others.path, "main.tf"), reader());
    await others.init();
    await others.apply();
    const { target_group_arns: arns } = await deployment.terraform.outputs();
    const { api_target_group_arn: arn } = await others.outputs();
    expect(arn).toMatch(/^arn:aws:elasticloadbalancing:/);
    expect(arns).toEqual({ api: arn });
  });

  step("stops the plan where its owners rename an output, and says which", async () => {
    await applyTheirs("id_of_vpc");
    const { code, text } = await planned();
    expect(code).toBe(1);
    expect(text).toContain(
      `The state s3://${BUCKET}/${KEY} has no output "vpc_id", which \`outputs.vpcId\` names. ` +
        "It has: id_of_vpc, public_subnets.",
    );
    expect(text.match(/Error:/g)).toHaveLength(1);
  });

  step("goes on where the new name is written", async () => {
    deployment.write(changed(FILE, { "network.outputs": { vpcId: "id_of_vpc" } }));
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0 });
  });

  step("is left as it was by a teardown, even where its output is gone once more", async () => {
    const terraform = deployment.write(
      changed(FILE, { "network.outputs": { vpcId: "id_of_vpc" }, protect: false }),
    );
    await terraform.apply();
    await applyTheirs("vpc_id");
    // As docs/environment.md says: what is not refreshed is not looked up.
    await terraform.succeed(["destroy", "-refresh=false", "-auto-approve", "-input=false", "-no-color"]);
    expect(await network.plan()).toMatchObject({ code: 0 });
    expect(await bucket.keys()).toEqual([KEY, OURS]);
    await network.destroy();
    expect(await deployment.added()).toEqual([`bucket ${BUCKET}`]);
  });
});
