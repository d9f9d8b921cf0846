import type { CaaRecord } from "node:dns";
import { delegationProblems, type PublicDns } from "../../acceptance/look/delegation";
import { nameProblems, placeProblems } from "../../acceptance/look/look";
import { placeOf } from "../../acceptance/place";
import { Refused } from "../../acceptance/refused";
import { environmentOf } from "../../local/environment";

const ZONE = { name: "example.com", nameServers: ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com"] };

function publicDns(
  nameServers: readonly string[],
  caa: Readonly<Record<string, readonly CaaRecord[]>> = {},
): PublicDns {
  return {
    nameServers: async (name) => (name === ZONE.name ? nameServers : []),
    authorities: async (name) => caa[name] ?? [],
  };
}

describe("delegation", () => {
  it.each([
    ["as it should be", ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com"]],
    ["in other letters, with a dot", ["NS-2.awsdns-02.com."]],
  ])("%s is no problem", async (_, there) => {
    expect(await delegationProblems(ZONE, "shop.example.com", publicDns(there))).toEqual([]);
  });

  it.each([
    ["to someone else", ["dns1.registrar.example"], "dns1.registrar.example"],
    ["to nobody", [], "none"],
  ])("%s is one: ACM would wait in vain", async (_, there, said) => {
    expect(await delegationProblems(ZONE, "shop.example.com", publicDns(there))).toEqual([
      "the world does not ask the zone example.com of this account: its name servers are ns-1.awsdns-01.org, " +
        `ns-2.awsdns-02.com, public DNS says ${said}; set them at the registrar, or in the zone above`,
    ]);
  });
});

describe("CAA", () => {
  const asked = (caa: Readonly<Record<string, readonly CaaRecord[]>>) =>
    delegationProblems(ZONE, "shop.example.com", publicDns(ZONE.nameServers, caa));
  const issue = (...names: readonly string[]) => names.map((name) => ({ critical: 0, issue: name }));

  it.each([
    ["no record", {}],
    ["Amazon", { "example.com": issue("letsencrypt.org", "amazon.com") }],
    ["Amazon with parameters", { "example.com": issue("amazon.com; validationmethods=dns-01") }],
    [
      "the nearest alone",
      { "shop.example.com": issue("awstrust.com"), "example.com": issue("other.example") },
    ],
    ["a record of another property", { "example.com": [{ critical: 0, iodef: "mailto:x@example.com" }] }],
  ])("is no problem with %s", async (_, caa) => {
    expect(await asked(caa)).toEqual([]);
  });

  it.each([
    ["another", { "example.com": issue("letsencrypt.org") }, "letsencrypt.org"],
    ["nobody", { "shop.example.com": issue(";"), "example.com": issue("amazon.com") }, "nobody"],
  ])("is one where %s may issue", async (_, caa, who) => {
    expect(await asked(caa)).toEqual([
      `a CAA record lets only ${who} issue certificates for shop.example.com: add amazon.com`,
    ]);
  });
});

describe("the region", () => {
  const network = { subnetId: "subnet-1", zones: 2 };

  it("that has everything is no problem", () => {
    expect(placeProblems("eu-west-1", network, "ami-1")).toEqual([]);
  });

  it.each([
    [
      "no default VPC",
      undefined,
      "ami-1",
      /eu-west-1 has no default VPC: aws ec2 create-default-vpc --region eu-/,
    ],
    ["one zone", { ...network, zones: 1 }, "ami-1", /subnets in 1 zones, and a load balancer needs two/],
    [
      "no subnet for the instance",
      { ...network, subnetId: undefined },
      "ami-1",
      /no default subnet of eu-west-1/,
    ],
    ["no image", network, undefined, /has no image of Amazon Linux 2023/],
  ])("with %s is one", (_, found, image, problem) => {
    expect(placeProblems("eu-west-1", found, image)).toEqual([expect.stringMatching(problem)]);
  });
});

it("takes no name that something uses", () => {
  expect(nameProblems("a.example.com", [])).toEqual([]);
  expect(nameProblems("a.example.com", ["a.example.com A", "_x.a.example.com CNAME"])).toEqual([
    "a.example.com is in use: a.example.com A, _x.a.example.com CNAME; run again for another name",
  ]);
});

describe("where a run deploys", () => {
  const endpoint = "http://127.0.0.1:4566";
  const local = environmentOf({ endpoint, cloudFrontEndpoint: endpoint, originSecret: "x" }, {});

  it("is AWS without any endpoint, and the local AWS with its own", () => {
    expect(placeOf({ AWS_PROFILE: "shop", AWS_ENDPOINT_URL: "" })).toBe("AWS");
    expect(placeOf(local)).toBe("local AWS");
  });

  it.each([
    ["another host", { AWS_ENDPOINT_URL: "https://aws.example.com" }],
    ["one service elsewhere", { AWS_ENDPOINT_URL_STS: endpoint }],
    ["real keys", { ...local, AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE" }],
    ["a profile beside it", { ...local, AWS_PROFILE: "shop" }],
  ])("is neither with %s, and refused", (_, env) => {
    expect(() => placeOf(env)).toThrow(Refused);
    expect(() => placeOf(env)).toThrow(/^AWS_ENDPOINT_URL.*: neither AWS nor the local AWS/);
  });
});
