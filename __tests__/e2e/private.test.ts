import {
  CloudFrontClient,
  GetDistributionConfigCommand,
  GetVpcOriginCommand,
} from "@aws-sdk/client-cloudfront";
import {
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { clientOptions, type Seeded } from "../../local/world";
import { Deployment } from "../../test-support/e2e/deployment";
import { dnsAnswer } from "../../test-support/e2e/dns";
import { fileText, replaced } from "../../test-support/e2e/environment-file";
import { countsOf } from "../../test-support/e2e/inventory";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";

const SEED = {
  region: "eu-west-1",
  vpc: { name: "shop", cidr: "10.20.0.0/16" },
  instances: [{ name: "shop-backend" }],
  zones: ["example.com"],
};

const fileOf = ({ vpcId, publicSubnetIds, privateSubnetIds }: Seeded) => {
  const [first = "", second = ""] = publicSubnetIds;
  const [third = "", fourth = ""] = privateSubnetIds;
  return replaced(fileText("examples/environments/private.yaml"), {
    "vpc-0123456789abcdef0": vpcId,
    "subnet-0123456789abcdef0": first,
    "subnet-0123456789abcdef1": second,
    "subnet-0123456789abcdef2": third,
    "subnet-0123456789abcdef3": fourth,
  });
};

requires("terraform", "moto_server")("an environment without a public address", () => {
  const step = steps();
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: SEED, file: fileOf });
  }, START);

  afterAll(() => deployment?.end(), START);

  step("is deployed, with neither a secret nor a record of the origin", async () => {
    await deployment.deploy();
    expect(countsOf(await deployment.added())).toEqual({
      bucket: 1,
      "cache-policy": 1,
      certificate: 2,
      distribution: 1,
      function: 1,
      "load-balancer": 1,
      "origin-access-control": 1,
      // two names with A and AAAA, and a validation record each
      record: 6,
      "response-headers-policy": 1,
      "security-group": 1,
      "security-group-rule": 3,
      "target-group": 1,
      "vpc-origin": 1,
    });
    expect(await dnsAnswer(deployment.world, "example.com", "origin.example.com", "A")).toEqual([]);
  });

  step("is reached by CloudFront alone, from within private subnets", async () => {
    const { LoadBalancers = [] } = await ask(deployment, (client) =>
      client.send(new DescribeLoadBalancersCommand({})),
    );
    const [{ Scheme, AvailabilityZones = [], LoadBalancerArn, DNSName } = {}, ...others] = LoadBalancers;
    expect(others).toEqual([]);
    expect(Scheme).toBe("internal");
    expect(AvailabilityZones.map(({ SubnetId }) => SubnetId).sort()).toEqual(
      [...deployment.seeded.privateSubnetIds].sort(),
    );
    expect(await origin(deployment)).toEqual({
      name: DNSName,
      leadsTo: LoadBalancerArn,
      policy: "https-only",
      protocols: ["TLSv1.2"],
      status: "Deployed",
    });
    const admitted = (await deployment.added()).filter((line) => / tcp 443-443 from /.test(line));
    expect(admitted).toEqual([expect.stringMatching(/ from pl-[0-9a-f]+$/)]);
  });

  step("plans nothing right after", async () => {
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0, actions: {} });
  });

  step("leaves nothing", async () => {
    await deployment.tearDown(fileOf(deployment.seeded));
    expect(await deployment.inventory()).toEqual(deployment.before);
  });
});

async function ask<T>(
  { world }: Deployment,
  question: (client: ElasticLoadBalancingV2Client) => Promise<T>,
): Promise<T> {
  const client = new ElasticLoadBalancingV2Client(clientOptions(world, SEED.region));
  try {
    return await question(client);
  } finally {
    client.destroy();
  }
}

/** Where the distribution's backend is: the name that it is called by, and what its VPC origin leads to. */
async function origin({ world, terraform }: Deployment) {
  const client = new CloudFrontClient({
    ...clientOptions(world, "us-east-1"),
    endpoint: world.cloudFrontEndpoint,
  });
  try {
    const { distribution_id } = await terraform.outputs();
    const { DistributionConfig } = await client.send(
      new GetDistributionConfigCommand({ Id: String(distribution_id) }),
    );
    const backend = DistributionConfig?.Origins?.Items?.find(({ Id }) => Id === "backend");
    const { VpcOrigin } = await client.send(
      new GetVpcOriginCommand({ Id: backend?.VpcOriginConfig?.VpcOriginId }),
    );
    const endpoint = VpcOrigin?.VpcOriginEndpointConfig;
    return {
      name: backend?.DomainName,
      leadsTo: endpoint?.Arn,
      policy: endpoint?.OriginProtocolPolicy,
      protocols: endpoint?.OriginSslProtocols?.Items,
      status: VpcOrigin?.Status,
    };
  } finally {
    client.destroy();
  }
}
