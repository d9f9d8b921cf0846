import { parseIpv4Range, subnetOf } from "../../../modules/network/cidr";

describe("parseIpv4Range", () => {
  it.each([
    ["0.0.0.0/0", { first: 0, prefix: 0 }],
    ["10.20.0.0/16", { first: 169_082_880, prefix: 16 }],
    ["255.255.255.255/32", { first: 4_294_967_295, prefix: 32 }],
  ])("reads %s", (text, range) => {
    expect(parseIpv4Range(text)).toEqual(range);
  });

  it.each([
    "10.0.0.0",
    "10.0.0/16",
    "10.0.0.0/33",
    "256.0.0.0/8",
    "10.0.0.1/16",
    "010.0.0.0/16",
    "10.0.0.0/016",
    "::/0",
    "",
  ])("refuses %p", (text) => {
    expect(parseIpv4Range(text)).toBeUndefined();
  });
});

describe("subnetOf", () => {
  it.each([
    ["10.20.0.0/16", 4, 0, "10.20.0.0/20"],
    ["10.20.0.0/16", 4, 15, "10.20.240.0/20"],
    ["192.168.254.0/23", 4, 8, "192.168.255.0/27"],
    ["255.255.0.0/16", 4, 15, "255.255.240.0/20"],
  ])("cuts %s by %i bits: the %ith is %s", (cidr, bits, index, subnet) => {
    expect(subnetOf(cidr, bits, index)).toBe(subnet);
  });

  it("refuses what is no range", () => {
    expect(() => subnetOf("10.0.0.1/16", 4, 0)).toThrow("`cidr` must be an IPv4 range, got: 10.0.0.1/16");
  });
});
