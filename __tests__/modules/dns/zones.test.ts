import { DefaultTokenResolver, StringConcat, Token, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { CreatedZone } from "../../../modules/dns/created-zone";
import { ExistingZone, type ExistingZoneProps } from "../../../modules/dns/existing-zone";
import { synthStack } from "../../../test-support/synth";

/** What a value with tokens is in the JSON of a stack. */
const resolve = (scope: IConstruct, value: unknown) =>
  Tokenization.resolve(value, {
    scope,
    preparing: false,
    resolver: new DefaultTokenResolver(new StringConcat()),
  });

describe("CreatedZone", () => {
  it("minimal: one protected zone", () => {
    const { resource, addresses } = synthStack((stack) => {
      new CreatedZone(stack, "zone", { name: "example.com", comment: "shop" });
    });
    expect(addresses).toEqual(["aws_route53_zone.zone"]);
    expect(resource["aws_route53_zone"]?.["zone"]).toEqual({
      name: "example.com",
      comment: "shop",
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("full", () => {
    const { resource } = synthStack((stack) => {
      const zone = new CreatedZone(stack, "zone", {
        name: "example.com",
        comment: "shop",
        preventDestroy: false,
        forceDestroy: true,
        tags: { team: "shop" },
      });
      expect(zone.name).toBe("example.com");
      expect(resolve(stack, zone.zoneId)).toBe(`\${aws_route53_zone.zone.zone_id}`);
      expect(resolve(stack, zone.nameServers)).toBe(`\${aws_route53_zone.zone.name_servers}`);
    });
    expect(resource["aws_route53_zone"]?.["zone"]).toEqual({
      name: "example.com",
      comment: "shop",
      force_destroy: true,
      tags: { team: "shop" },
    });
  });

  it("says all that is wrong at once", () => {
    expect(() =>
      synthStack((stack) => new CreatedZone(stack, "zone", { name: "*.a.com", comment: "" })),
    ).toThrow("`name` must not be a wildcard, got: *.a.com\n`comment` must have 1 to 256 characters, got: 0");
  });

  test.each([
    [256, true],
    [257, false],
  ])("a comment of %i characters: %s", (length, allowed) => {
    const build = () =>
      synthStack((stack) => {
        new CreatedZone(stack, "zone", { name: "example.com", comment: "c".repeat(length) });
      });
    allowed ? expect(build).not.toThrow() : expect(build).toThrow("`comment`");
  });

  it("two in one stack", () => {
    const { addresses } = synthStack((stack) => {
      new CreatedZone(stack, "shop", { name: "example.com", comment: "shop" });
      new CreatedZone(stack, "blog", { name: "example.org", comment: "blog" });
    });
    expect(addresses).toEqual(["aws_route53_zone.blog", "aws_route53_zone.shop"]);
  });
});

describe("ExistingZone", () => {
  const build = (props: ExistingZoneProps) => {
    const found: { zone?: Record<string, unknown> } = {};
    const synthesized = synthStack((stack) => {
      const { zoneId, name, nameServers } = new ExistingZone(stack, "zone", props);
      found.zone = resolve(stack, { zoneId, name, nameServers });
    });
    return { ...synthesized, ...found };
  };

  it("by id looks nothing up", () => {
    const { zone, data, addresses } = build({ zoneId: "Z0123456789ABCDEFGHIJ" });
    expect(zone).toEqual({ zoneId: "Z0123456789ABCDEFGHIJ" });
    expect(data).toEqual({});
    expect(addresses).toEqual([]);
  });

  it("by name reads the public zone of that name", () => {
    const { zone, data } = build({ zoneName: "example.com" });
    expect(data).toEqual({ aws_route53_zone: { zone: { name: "example.com", private_zone: false } } });
    expect(zone).toEqual({
      zoneId: `\${data.aws_route53_zone.zone.zone_id}`,
      name: `\${data.aws_route53_zone.zone.name}`,
      nameServers: `\${data.aws_route53_zone.zone.name_servers}`,
    });
  });

  it("by names that one zone alone can hold reads that one", () => {
    const { data } = build({ names: ["www.example.com", "example.com"] });
    expect(data).toEqual({ aws_route53_zone: { zone: { name: "example.com", private_zone: false } } });
  });

  it("by names that several zones could hold reads all and takes the longest", () => {
    const { data, json } = build({ names: ["origin.app.example.com", "app.example.com"] });
    expect(Object.keys(data).sort()).toEqual(["aws_route53_zone", "aws_route53_zones"]);
    expect(Object.keys(data["aws_route53_zone"] ?? {}).sort()).toEqual(["zone", "zone_existing"]);
    expect(data["aws_route53_zone"]?.["zone_existing"]).toEqual({
      for_each: `\${toset(coalesce(data.aws_route53_zones.zone_ids.ids, []))}`,
      zone_id: `\${each.value}`,
    });
    expect(data["aws_route53_zone"]?.["zone"]).toMatchObject({
      zone_id: `\${local.zone_matches[0].zone_id}`,
      lifecycle: {
        precondition: [
          {
            condition: `\${length(local.zone_matches) > 0}`,
            error_message: expect.stringContaining(
              "holds app.example.com, origin.app.example.com (looked for app.example.com, example.com)",
            ),
          },
          { error_message: expect.stringContaining("give the id of the zone") },
        ],
      },
    });
    expect(JSON.parse(json).locals.zone_matches).toContain(
      'for candidate in ["app.example.com","example.com"] : [for zone in data.aws_route53_zone.zone_existing',
    );
  });

  it("does not depend on the order of the names", () => {
    const names = ["a.app.example.com", "app.example.com", "*.app.example.com"];
    expect(build({ names: [...names].reverse() }).json).toBe(build({ names }).json);
  });

  it("takes tokens for id and name", () => {
    expect(build({ zoneId: Token.asString({ resolve: () => "lower" }) }).zone).toEqual({ zoneId: "lower" });
  });

  test.each([
    [{}, "exactly one of `zoneId`, `zoneName`, `names` must be given, got: none"],
    [{ zoneId: "Z1", zoneName: "example.com" }, "must be given, got: zoneId, zoneName"],
    [{ zoneId: "z1" }, "`zoneId` must be 1 to 32 capital letters and digits, got: z1"],
    [{ zoneId: `Z${"1".repeat(32)}` }, "`zoneId` must be 1 to 32"],
    [{ zoneName: "*.example.com" }, "`zoneName` must not be a wildcard"],
    [{ zoneName: "example.com." }, "`zoneName` must be a lower-case host name"],
    [{ names: [] }, "`names` must lie under one registrable domain, got: none"],
    [{ names: ["a.com", "a.org"] }, "`names` must lie under one registrable domain, got: a.com, a.org"],
    [{ names: ["A.com"] }, "`names` must be a lower-case host name"],
  ])("refuses %j", (props: ExistingZoneProps, message) => {
    expect(() => build(props)).toThrow(message);
  });

  it("two in one stack, both discovered", () => {
    const { data } = synthStack((stack) => {
      new ExistingZone(stack, "shop", { names: ["shop.example.com"] });
      new ExistingZone(stack, "blog", { names: ["blog.example.com"] });
    });
    expect(Object.keys(data["aws_route53_zone"] ?? {}).sort()).toEqual([
      "blog",
      "blog_existing",
      "shop",
      "shop_existing",
    ]);
  });
});
