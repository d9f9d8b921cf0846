import { Known } from "../../cli/recover/known";
import { readPlan } from "../../cli/recover/plan";

describe("what is known of a planned resource", () => {
  const known = new Known(
    { name: "a", port: 443, on: true, nothing: null, empty: "", list: ["a", "b"], half: ["a", null] },
    { later: true, half: [false, true], block: [{ name: true }] },
  );

  it("is what is neither null nor unknown", () => {
    expect(known.text("name")).toBe("a");
    expect(known.number("port")).toBe(443);
    expect(known.texts("list")).toEqual(["a", "b"]);
    expect([known.text("nothing"), known.text("empty"), known.text("later")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(known.texts("half")).toEqual([]);
    expect(known.number("name")).toBeUndefined();
  });

  it.each([
    ["the same", { name: "a", port: 443, list: ["b", "a"] }, true],
    ["nothing and null", { nothing: undefined }, true],
    ["nothing, false and the empty list", { empty: [], nothing: false }, true],
    ["anything where it is unknown", { later: "x" }, true],
    ["another value", { name: "b" }, false],
    ["one more in a list", { list: ["a", "b", "c"] }, false],
    ["one twice in a list", { list: ["a", "a"] }, false],
    ["a value where none is planned", { nothing: "x" }, false],
    ["none where a value is planned", { on: undefined }, false],
  ])("agrees with %s: %p", (_, actual, outcome) => {
    expect(known.agreesWith(actual)).toBe(outcome);
  });

  it("compares blocks as far as they are known", () => {
    const nested = new Known({ block: [{ name: "a", zone: null }] }, { block: [{ zone: true }] });
    expect(nested.agreesWith({ block: [{ name: "a", zone: "Z1" }] })).toBe(true);
    expect(nested.agreesWith({ block: [{ name: "b", zone: "Z1" }] })).toBe(false);
    expect(nested.agreesWith({ block: [] })).toBe(false);
    expect(nested.block("block")?.text("name")).toBe("a");
    expect(nested.block("block")?.text("zone")).toBeUndefined();
    expect(nested.block("none")).toBeUndefined();
  });
});

describe("a plan", () => {
  const change = (address: string, actions: readonly string[], before?: object, mode = "managed") => ({
    address,
    mode,
    type: address.split(".")[0],
    change: { actions, before: before ?? null, after: { name: address }, after_unknown: { id: true } },
  });
  const plan = readPlan(
    JSON.stringify({
      resource_changes: [
        change("aws_lb.public", ["create"]),
        change('aws_lb_target_group.api["a.b[0]"]', ["create"]),
        change("aws_acm_certificate.viewer", ["create"]),
        change("aws_acm_certificate.regional", ["create", "delete"], { id: "arn:old", arn: "arn:old" }),
        change("aws_s3_bucket.site", ["no-op"], { id: "bucket", arn: "arn:bucket" }),
        change("aws_security_group.gone", ["delete"], { id: "sg-1" }),
        change("data.aws_vpc.network", ["read"], undefined, "data"),
      ],
      configuration: {
        provider_config: {
          aws: { expressions: { region: { constant_value: "eu-west-1" } } },
          "aws.us_east_1": { expressions: { region: { constant_value: "us-east-1" } } },
          other: {},
        },
        root_module: {
          resources: [
            { address: "aws_acm_certificate.viewer", provider_config_key: "aws.us_east_1" },
            { address: "aws_lb.public", provider_config_key: "aws" },
            { address: "aws_lb_target_group.api", provider_config_key: "other" },
          ],
        },
      },
    }),
  );

  it("tells what would be created, and where", () => {
    expect(plan.created.map(({ address, type, region }) => [address, type, region])).toEqual([
      ["aws_lb.public", "aws_lb", "eu-west-1"],
      ['aws_lb_target_group.api["a.b[0]"]', "aws_lb_target_group", undefined],
      ["aws_acm_certificate.viewer", "aws_acm_certificate", "us-east-1"],
    ]);
  });

  it("tells what the state holds, and what would go", () => {
    expect(plan.inState.get("aws_acm_certificate")).toEqual(new Set(["arn:old"]));
    expect(plan.inState.get("aws_s3_bucket")).toEqual(new Set(["bucket", "arn:bucket"]));
    expect(plan.inState.get("aws_lb")?.size).toBe(0);
    expect([...plan.destroyed]).toEqual(["aws_acm_certificate.regional", "aws_security_group.gone"]);
  });

  it("may be empty", () => {
    const empty = readPlan(JSON.stringify({ configuration: { root_module: {} } }));
    expect(empty.created).toEqual([]);
  });
});
