import { DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { Certificate } from "../../../modules/dns/certificate";
import { externalRecords } from "../../../modules/dns/external-records";
import { synthStack } from "../../../test-support/synth";

/** What a value with tokens is in the JSON of a stack. */
const resolve = (scope: IConstruct, value: unknown) =>
  Tokenization.resolve(value, {
    scope,
    preparing: false,
    resolver: new DefaultTokenResolver(new StringConcat()),
  });

const dnsName = "d111111abcdef8.cloudfront.net";
const typesOf = (names: string[], zoneName?: string) =>
  externalRecords({ viewer: { names, dnsName }, ...(zoneName === undefined ? {} : { zoneName }) }).map(
    ({ name, type }) => [name, type],
  );

describe("externalRecords", () => {
  test.each([
    ["example.com", undefined, "ALIAS"],
    ["example.co.uk", undefined, "ALIAS"],
    ["www.example.com", undefined, "CNAME"],
    ["*.example.com", undefined, "CNAME"],
    ["shop.example.com", "shop.example.com", "ALIAS"],
    ["www.shop.example.com", "shop.example.com", "CNAME"],
    ["*.shop.example.com", "shop.example.com", "CNAME"],
    ["example.com", "shop.example.com", "ALIAS"],
  ])("%s in zone %s: %s", (name, zoneName, type) => {
    expect(typesOf([name], zoneName)).toEqual([[name, type]]);
  });

  it("says why a CNAME cannot stand at an apex", () => {
    const [apex] = externalRecords({ viewer: { names: ["example.com"], dnsName } });
    expect(apex?.note).toMatch(/ALIAS, ANAME .*SOA and NS.*RFC 1034, section 3\.6\.2/);
  });

  it("lists validation, viewer and origin records, each once, in one order", () => {
    synthStack((stack) => {
      const names = ["example.com", "*.example.com"];
      const viewer = new Certificate(stack, "viewer", { names, provider: stack.usEast1 });
      const regional = new Certificate(stack, "regional", { names: ["origin.example.com", ...names] });
      const origin = { name: "origin.example.com", dnsName: "shop-1.eu-west-1.elb.amazonaws.com" };
      const list = (order: string[]) =>
        externalRecords({ certificates: [viewer, regional], viewer: { names: order, dnsName }, origin });
      const records = list(names);
      expect(records.map(({ purpose, type }) => [purpose, type]).slice(2)).toEqual([
        ["viewer", "CNAME"],
        ["viewer", "ALIAS"],
        ["origin", "CNAME"],
      ]);
      expect(records.map(({ purpose }) => purpose).slice(0, 2)).toEqual(["validation", "validation"]);
      expect(resolve(stack, records[1]?.value)).toMatch(
        /aws_acm_certificate\.regional\.domain_validation_options/,
      );
      expect(records.at(-1)).toMatchObject({ name: origin.name, value: origin.dnsName });
      expect(resolve(stack, list([...names].reverse()))).toEqual(resolve(stack, records));
    });
  });

  it("is empty for nothing", () => {
    expect(externalRecords({})).toEqual([]);
  });
});
