import { awsRegions } from "../../config/aws-regions";
import { vpcOriginZones } from "../../config/contract/plan/vpc-origin-zones";
import { vpcInternetGateway } from "../../config/contract/preflight/vpc-internet-gateway";
import { zonesWithoutVpcOrigins } from "../../config/vpc-origin-zones";
import { environment, type Keys, warningsOf } from "../../test-support/environments";

const PRIVATE: Keys = { loadBalancer: { exposure: "private" } };

it("four regions have a zone without VPC origins, whose id begins as the region's do", () => {
  const all = awsRegions.map((region) => [region, zonesWithoutVpcOrigins(region)] as const);
  expect(Object.fromEntries(all.filter(([, zones]) => zones.length > 0))).toEqual({
    "ap-northeast-1": ["apne1-az3"],
    "ca-central-1": ["cac1-az3"],
    "us-east-1": ["use1-az3"],
    "us-west-1": ["usw1-az2"],
  });
});

describe("what is asked later of a private load balancer", () => {
  const CREATED = { type: "create", cidr: "10.0.0.0/16", zones: 2 };

  it.each<[string, Keys, string | undefined]>([
    [
      "the default VPC's zones",
      { ...PRIVATE, region: "us-east-1" },
      "the default VPC's subnets: none in use1-az3",
    ],
    [
      "the zones of other VPCs",
      { ...PRIVATE, region: "ca-central-1", network: CREATED },
      "the load balancer's subnets: none in cac1-az3",
    ],
    ["no zones where each will do", { ...PRIVATE, region: "eu-west-1" }, undefined],
    ["no zones of a public one", { region: "us-east-1" }, undefined],
  ])("%s", (_, keys, expected) => {
    const asked = vpcOriginZones.asks(environment(keys));
    expect(asked?.startsWith(expected ?? "?") ? expected : asked).toBe(expected);
  });

  it("is an internet gateway, unless one comes with the VPC", () => {
    expect(vpcInternetGateway.asks(environment(PRIVATE))).toContain("internet gateway");
    expect(vpcInternetGateway.asks(environment({ ...PRIVATE, network: CREATED }))).toBeUndefined();
    expect(vpcInternetGateway.asks(environment())).toBeUndefined();
  });
});

describe("a private load balancer", () => {
  it("may have an alias that begins with origin: nothing of its own bears that name", () => {
    const domain = { name: "example.com", aliases: ["origin.example.com"] };
    expect(environment({ ...PRIVATE, domain }).domain.aliases).toEqual(["origin.example.com"]);
    expect(() => environment({ domain })).toThrow("is the name by which CloudFront reaches");
  });

  it("has port 80 closed by default, and warns of a secret that nothing reads", () => {
    expect(environment(PRIVATE).loadBalancer).toMatchObject({ exposure: "private", http: "closed" });
    expect(warningsOf(PRIVATE)).toEqual([]);
    const loadBalancer = { exposure: "private", originSecret: { ssm: "/shop/origin-secret" } };
    expect(warningsOf({ loadBalancer })).toEqual([
      expect.stringMatching(
        /:\d+:\d+ loadBalancer\.originSecret\.ssm: is not read where the exposure is private/,
      ),
    ]);
  });
});
