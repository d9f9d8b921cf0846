import { countsLine, countsOf, readChanges } from "../../cli/plan/changes";
import { judge } from "../../cli/plan/guards";

const [CREATE, UPDATE, DESTROY, REPLACE, GAP] = [
  ["create"],
  ["update"],
  ["delete"],
  ["create", "delete"],
  ["delete", "create"],
];
const ATTACHMENT = "aws_lb_target_group_attachment.api_public";

interface Options {
  readonly mode?: string;
  readonly deposed?: string;
}

type Row = readonly [string, readonly string[] | undefined, Options?];

/** A plan as `terraform show -json` tells of it. */
function changesOf(...changes: readonly Row[]) {
  const resource_changes = changes.map(([address, actions, { mode = "managed", deposed } = {}]) => {
    const type = address.replace(/^(module\.\w+\.)*/, "").split(".")[0];
    return { address, mode, type, deposed, change: { actions, before: null } };
  });
  return readChanges(JSON.stringify({ format_version: "1.2", resource_changes }));
}

const NOTHING = { allow: [], destroy: false };

describe("what a plan does", () => {
  it("is counted by kind, a replacement once", () => {
    const changes = changesOf(
      ["aws_lb.public", CREATE],
      ["aws_lb_target_group.a", REPLACE],
      ["aws_lb_target_group.b", GAP],
      ["aws_s3_bucket.site", UPDATE],
      ["aws_ssm_parameter.release", DESTROY],
      ["aws_ssm_parameter.kept", ["no-op"]],
      ["aws_ssm_parameter.let_go", ["forget"]],
      ["aws_vpc.default", ["read"], { mode: "data" }],
    );
    expect(countsLine(countsOf(changes))).toBe("1 to create, 1 to update, 2 to replace, 1 to destroy");
  });

  it("may be nothing", () => {
    expect(countsOf(readChanges('{"format_version":"1.2"}'))).toEqual({
      create: 0,
      update: 0,
      replace: 0,
      destroy: 0,
    });
  });
});

describe("the guards", () => {
  it.each([
    "aws_lb.public",
    "aws_lb_listener.public_https",
    "aws_lb_listener_rule.public_https_api_api_any",
    "aws_lb_target_group.api_public",
    "aws_cloudfront_distribution.edge",
    "aws_route53_record.www_example_com_a",
    "aws_route53_zone.zone",
    "aws_s3_bucket.site",
    'module.api["a.b"].aws_lb.public[0]',
  ])("refuse to destroy %s, and to replace it with a gap", (address) => {
    const type = /aws_\w+/.exec(address)?.[0] ?? "";
    const plan = (actions: readonly string[]) =>
      readChanges(
        JSON.stringify({ resource_changes: [{ address, mode: "managed", type, change: { actions } }] }),
      );
    expect(judge(plan(["delete"]), NOTHING).refused).toEqual([
      { address, line: expect.stringContaining(`destroyed: ${address}: `) },
    ]);
    expect(judge(plan(["delete", "create"]), NOTHING).refused).toEqual([
      {
        address,
        line: expect.stringMatching(/^replaced, the old one first: .*, until the new one is there$/),
      },
    ]);
    for (const actions of [["create"], ["update"], ["no-op"], ["forget"]]) {
      expect(judge(plan(actions), NOTHING)).toEqual({ refused: [], told: [], idle: [] });
    }
    expect(judge(plan(["create", "delete"]), NOTHING)).toEqual({
      refused: [],
      told: [`replaced, the new one first: ${address}`],
      idle: [],
    });
  });

  it("let go what serves nothing, and what an earlier replacement left over", () => {
    const changes = changesOf(
      ["aws_ssm_parameter.release", DESTROY],
      ["aws_acm_certificate.viewer", REPLACE],
      ["aws_lb_target_group.api_public", DESTROY, { deposed: "8a6c2f10" }],
    );
    expect(judge(changes, NOTHING).refused).toEqual([]);
  });

  it("let go what is allowed by its address, or by that of all its instances", () => {
    const changes = changesOf(
      ['aws_route53_record.caa["a"]', DESTROY],
      ['aws_route53_record.caa["b"]', DESTROY],
      ["aws_route53_record.caab", DESTROY],
    );
    const { refused, told, idle } = judge(changes, {
      allow: ["aws_route53_record.caa", "aws_lb.public"],
      destroy: false,
    });
    expect(refused.map(({ address }) => address)).toEqual(["aws_route53_record.caab"]);
    expect(told).toEqual([
      expect.stringMatching(/^allowed: destroyed: aws_route53_record\.caa\["a"\]/),
      expect.stringMatching(/^allowed: destroyed: aws_route53_record\.caa\["b"\]/),
    ]);
    expect(idle).toEqual(["aws_lb.public"]);
  });

  it("let everything go where everything is to be destroyed", () => {
    const changes = changesOf(["aws_lb.public", DESTROY], ["aws_s3_bucket.site", DESTROY]);
    const { refused, told } = judge(changes, { allow: [], destroy: true });
    expect({ refused, told: told.length }).toEqual({ refused: [], told: 2 });
  });

  it("refuse to leave a target group without targets", () => {
    const gone: Row = [`${ATTACHMENT}["i-1"]`, DESTROY];
    const refused = (...others: readonly Row[]) =>
      judge(changesOf(gone, ...others), NOTHING).refused.map(({ address }) => address);
    expect(refused([`${ATTACHMENT}["i-2"]`, DESTROY])).toEqual([ATTACHMENT]);
    expect(refused([`${ATTACHMENT}_http["i-1"]`, ["no-op"]])).toEqual([ATTACHMENT]);
    expect(refused([`${ATTACHMENT}["i-2"]`, ["no-op"]])).toEqual([]);
    expect(refused([`${ATTACHMENT}["i-2"]`, CREATE])).toEqual([]);
    expect(refused(["aws_lb_target_group.api_public", DESTROY])).toEqual(["aws_lb_target_group.api_public"]);
  });
});
