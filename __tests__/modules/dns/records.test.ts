import { AddressRecord } from "../../../modules/dns/address-record";
import { AliasRecords } from "../../../modules/dns/alias-records";
import { distributionTarget, loadBalancerTarget } from "../../../modules/dns/alias-target";
import { CaaRecord } from "../../../modules/dns/caa-record";
import { synthStack } from "../../../test-support/synth";

const zoneId = "Z0123456789ABCDEFGHIJ";
const distribution = { domainName: "d111111abcdef8.cloudfront.net", hostedZoneId: "Z2FDTNDATAQYW2" };
const loadBalancer = { dnsName: "shop-1.eu-west-1.elb.amazonaws.com", zoneId: "Z32O12XQLNTSW2" };

describe("AliasRecords", () => {
  test.each([
    ["a distribution with IPv6", distributionTarget({ ...distribution, ipv6: true }), ["A", "AAAA"]],
    ["a distribution without", distributionTarget({ ...distribution, ipv6: false }), ["A"]],
    [
      "a dualstack load balancer",
      loadBalancerTarget({ ...loadBalancer, ipAddressType: "dualstack" }),
      ["A", "AAAA"],
    ],
    ["an IPv4 load balancer", loadBalancerTarget({ ...loadBalancer, ipAddressType: "ipv4" }), ["A"]],
  ])("to %s", (_, target, types) => {
    const { resource, addresses } = synthStack((stack) => {
      const records = AliasRecords.forName(stack, { zoneId, name: "www.example.com", target });
      expect(records.types).toEqual(types);
      expect(records.name).toBe("www.example.com");
    });
    expect(addresses).toEqual(
      types.map((type) => `aws_route53_record.www_example_com_${type.toLowerCase()}`),
    );
    for (const type of types) {
      expect(resource["aws_route53_record"]?.[`www_example_com_${type.toLowerCase()}`]).toEqual({
        zone_id: zoneId,
        name: "www.example.com",
        type,
        alias: { name: target.dnsName, zone_id: target.zoneId, evaluate_target_health: false },
      });
    }
  });

  it("keeps the address of a name whatever it points at", () => {
    const addressesTo = (target: Parameters<typeof AliasRecords.forName>[1]["target"]) =>
      synthStack((stack) => AliasRecords.forName(stack, { zoneId, name: "example.com", target })).addresses;
    expect(addressesTo(distributionTarget({ ...distribution, ipv6: true }))).toEqual(
      addressesTo(loadBalancerTarget({ ...loadBalancer, ipAddressType: "dualstack" })),
    );
  });

  it("takes an id of the caller's", () => {
    const target = distributionTarget({ ...distribution, ipv6: false });
    const { addresses } = synthStack((stack) => {
      new AliasRecords(stack, "site", { zoneId, name: "example.com", target });
    });
    expect(addresses).toEqual(["aws_route53_record.site_a"]);
  });

  it("names together do not depend on their order", () => {
    const target = distributionTarget({ ...distribution, ipv6: true });
    const build = (names: string[]) =>
      synthStack((stack) => {
        for (const name of names) {
          AliasRecords.forName(stack, { zoneId, name, target });
        }
      });
    const names = ["example.com", "*.example.com", "3d.example.com"];
    expect(build(names).json).toBe(build([...names].reverse()).json);
    expect(build(names).addresses).toEqual([
      "aws_route53_record._3d_example_com_a",
      "aws_route53_record._3d_example_com_aaaa",
      "aws_route53_record.example_com_a",
      "aws_route53_record.example_com_aaaa",
      "aws_route53_record.wildcard_example_com_a",
      "aws_route53_record.wildcard_example_com_aaaa",
    ]);
  });

  it("refuses a name that is none", () => {
    const target = distributionTarget({ ...distribution, ipv6: true });
    expect(() =>
      synthStack((stack) => AliasRecords.forName(stack, { zoneId, name: "example.com.", target })),
    ).toThrow("`name` must be a lower-case host name of at most 253 characters, got: example.com.");
  });
});

describe("CaaRecord", () => {
  it("minimal: Amazon's authorities", () => {
    const { resource, addresses } = synthStack((stack) => {
      CaaRecord.forName(stack, { zoneId, name: "example.com" });
    });
    expect(addresses).toEqual(["aws_route53_record.example_com_caa"]);
    expect(resource["aws_route53_record"]?.["example_com_caa"]).toEqual({
      zone_id: zoneId,
      name: "example.com",
      type: "CAA",
      ttl: 300,
      records: [
        '0 issue "amazon.com"',
        '0 issue "amazonaws.com"',
        '0 issue "amazontrust.com"',
        '0 issue "awstrust.com"',
      ],
    });
  });

  it("full: sorted, with parameters", () => {
    const { resource } = synthStack((stack) => {
      const issuers = ["letsencrypt.org; validationmethods=dns-01", "amazon.com"];
      new CaaRecord(stack, "caa", { zoneId, name: "example.com", issuers, ttl: 3600 });
      expect(issuers[0]).toMatch("letsencrypt.org");
    });
    expect(resource["aws_route53_record"]?.["caa"]).toMatchObject({
      ttl: 3600,
      records: ['0 issue "amazon.com"', '0 issue "letsencrypt.org; validationmethods=dns-01"'],
    });
  });

  test.each([
    [{ name: "*.example.com" }, "`name` must not be a wildcard"],
    [{ issuers: [] }, "`issuers` must hold at least one authority, got: none"],
    [{ issuers: ['amazon.com"'] }, "`issuers` must be domain names of authorities"],
    [{ issuers: ["amazon"] }, "`issuers` must be domain names of authorities, got: amazon"],
    [{ ttl: 59 }, "`ttl` must be a whole number"],
  ])("refuses %j", (props, message) => {
    expect(() =>
      synthStack((stack) => CaaRecord.forName(stack, { zoneId, name: "example.com", ...props })),
    ).toThrow(message);
  });

  it("two in one stack", () => {
    const { addresses } = synthStack((stack) => {
      CaaRecord.forName(stack, { zoneId, name: "example.com" });
      CaaRecord.forName(stack, { zoneId, name: "shop.example.com" });
    });
    expect(addresses).toEqual([
      "aws_route53_record.example_com_caa",
      "aws_route53_record.shop_example_com_caa",
    ]);
  });
});

describe("AddressRecord", () => {
  const make = (more: Partial<Parameters<typeof AddressRecord.forName>[1]> = {}) =>
    synthStack((stack) =>
      AddressRecord.forName(stack, { zoneId, name: "ssh.example.com", address: "198.51.100.7", ...more }),
    );

  it("is one A record", () => {
    const { resource, addresses } = make();
    expect(addresses).toEqual(["aws_route53_record.ssh_example_com_a"]);
    expect(resource["aws_route53_record"]?.["ssh_example_com_a"]).toEqual({
      zone_id: zoneId,
      name: "ssh.example.com",
      type: "A",
      ttl: 300,
      records: ["198.51.100.7"],
    });
  });

  it("takes another TTL, from 60 seconds to a day", () => {
    expect(make({ ttl: 60 }).resource["aws_route53_record"]?.["ssh_example_com_a"]).toMatchObject({
      ttl: 60,
    });
    expect(() => make({ ttl: 59 })).toThrow("`ttl` must be a whole number of 60 to 86400 seconds, got: 59");
  });

  it.each(["2001:db8::1", "198.51.100", "198.51.100.256", "ssh.example.com"])(
    "refuses the address %s",
    (address) => {
      expect(() => make({ address })).toThrow(`\`address\` must be an IPv4 address, got: ${address}`);
    },
  );

  it("refuses a wildcard", () => {
    expect(() => make({ name: "*.example.com" })).toThrow(
      "`name` must not be a wildcard, got: *.example.com",
    );
  });

  it("stands twice in one stack", () => {
    const { addresses } = synthStack((stack) => {
      for (const name of ["a.example.com", "b.example.com"]) {
        AddressRecord.forName(stack, { zoneId, name, address: "198.51.100.7" });
      }
    });
    expect(addresses).toHaveLength(2);
  });
});
