import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readArguments } from "../../cli/layout/arguments";
import { decide, type Source, type Target } from "../../cli/layout/decide";
import { ownerOf, stackNamed } from "../../cli/layout/stack-name";
import { heldIn, madeBy, readState, rememberedIn } from "../../cli/layout/state-file";
import { BadInput } from "../../config/bad-input";
import { environmentText, type Keys } from "../../test-support/environments";

describe("the arguments of layout", () => {
  const read = (line: string) => readArguments(line.split(" ").filter((word) => word !== ""));

  it("are the environment, --dry-run and --yes", () => {
    expect(read("production")).toEqual({ name: "production", dryRun: false, yes: false });
    expect(read("production --dry-run --yes")).toEqual({ name: "production", dryRun: true, yes: true });
  });

  it.each([
    ["", 'layout: takes one environment, found ""'],
    ["a b", 'layout: takes one environment, found "a b"'],
    ["a --to layered", "layout: unknown option --to"],
    ["a --yes=no", 'layout: --yes takes no value, found "no"'],
    ["a -- -lock=false", 'layout: hands nothing on to Terraform, found "-lock=false"'],
  ])("are refused: %j", (line, message) => {
    expect(() => read(line)).toThrow(BadInput);
    expect(() => read(line)).toThrow("usage: ./gatehouse layout NAME [--dry-run] [--yes]");
    expect(() => read(line)).toThrow(message);
  });
});

/** A state as Terraform writes it. */
function stateOf(...resources: readonly object[]) {
  return readState(JSON.stringify({ version: 4, serial: 3, lineage: "l", outputs: {}, resources }));
}

const resource = (type: string, name: string, ...ids: readonly string[]) => ({
  mode: "managed",
  type,
  name,
  instances: ids.map((id, index) => ({
    index_key: ids.length > 1 ? `k${index}` : undefined,
    attributes: { id },
  })),
});

describe("what a state holds", () => {
  it("is nothing where there is none, or nothing of AWS", () => {
    expect(readState("")).toBeUndefined();
    expect(heldIn(undefined)).toEqual(new Map());
    const data = {
      mode: "data",
      type: "aws_vpc",
      name: "network",
      instances: [{ attributes: { id: "vpc-1" } }],
    };
    const state = stateOf(data, { ...data, module: "module.more" }, resource("aws_lb", "public"));
    expect(heldIn(state)).toEqual(new Map());
    expect(rememberedIn(state)).toEqual(["data.aws_vpc.network", "module.more.data.aws_vpc.network"]);
  });

  it("is moved with all of its keys, and a module as a whole", () => {
    const state = stateOf(
      resource("aws_lb_target_group_attachment", "api", "a", "b"),
      { ...resource("aws_vpc", "this", "vpc-1"), module: 'module.more["x"].module.inner' },
      { ...resource("aws_subnet", "this", "subnet-1"), module: "module.more" },
    );
    expect([...heldIn(state).keys()]).toEqual(["aws_lb_target_group_attachment.api", "module.more"]);
  });

  it("is refused in another format", () => {
    expect(() => readState('{"version": 3, "serial": 1, "lineage": "l"}')).toThrow();
  });
});

it("a configuration makes resources and modules", () => {
  const json = {
    resource: { aws_lb: { public: {} } },
    data: { aws_vpc: { network: {} } },
    module: { more: {} },
  };
  expect([...madeBy(JSON.stringify(json))]).toEqual(["aws_lb.public", "module.more"]);
});

describe("where things go", () => {
  const of = (...resources: readonly object[]) => heldIn(stateOf(...resources));
  const lb = resource("aws_lb", "public", "lb-1");
  const zone = resource("aws_route53_zone", "zone", "Z1");
  const single = (...resources: readonly object[]): Source => ({ stack: "shop", held: of(...resources) });
  const target = (stack: string, made: readonly string[], ...resources: readonly object[]): Target => ({
    stack,
    held: of(...resources),
    made: new Set(made),
  });

  it("is the stack whose configuration has them", () => {
    const targets = [
      target("shop-network", ["aws_route53_zone.zone"]),
      target("shop-backend", ["aws_lb.public"]),
    ];
    expect(decide([single(lb, zone)], targets)).toEqual({
      moves: [
        { address: "aws_lb.public", from: "shop", to: "shop-backend" },
        { address: "aws_route53_zone.zone", from: "shop", to: "shop-network" },
      ],
      brought: [],
      problems: [],
    });
  });

  it("is where an earlier run has brought them", () => {
    const decided = decide(
      [single(lb, zone)],
      [target("all", ["aws_lb.public", "aws_route53_zone.zone"], lb)],
    );
    expect(decided.brought).toEqual([{ address: "aws_lb.public", from: "shop", to: "all" }]);
    expect(decided.moves).toEqual([{ address: "aws_route53_zone.zone", from: "shop", to: "all" }]);
  });

  it("is nowhere for what no configuration has, and for two of one name", () => {
    const other = resource("aws_lb", "public", "lb-2");
    expect(decide([single(lb, zone)], [target("all", ["aws_lb.public"], other)])).toEqual({
      moves: [],
      brought: [],
      problems: [
        "aws_lb.public is another in the state of shop than in that of all",
        "aws_route53_zone.zone in the state of shop is in none of all",
      ],
    });
  });
});

describe("a stack by its name", () => {
  let folder: string;
  const write = (name: string, keys: Keys = {}) =>
    writeFileSync(
      join(folder, `${name}.yaml`),
      environmentText({ environment: name, domain: { name: `${name}.example.com` }, ...keys }),
    );

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "stack-named-"));
    write("single");
    write("layered", { layout: "layered" });
    write("closed", { layout: "layered", edge: { enabled: false } });
    write("my-edge");
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ["single", "single", undefined],
    ["layered-backend", "layered", "backend"],
    ["my-edge", "my-edge", undefined],
  ])("%s is of %s", (name, environment, layer) => {
    expect(ownerOf(name, folder)).toBe(environment);
    expect(stackNamed("plan", name, folder)).toMatchObject({ stack: name, environment: { environment } });
    expect(stackNamed("plan", name, folder).layer).toBe(layer);
  });

  it.each([
    [
      "layered",
      'plan: environment layered has layout: layered, and no stack of this name, found "layered"; ' +
        "write one of layered-network, layered-backend, layered-edge, layered-dns",
    ],
    ["single-dns", 'layout: single, and no stack of this name, found "single-dns"; write one of single'],
    ["closed-edge", "write one of closed-network, closed-backend, closed-dns"],
    ["none", 'has no environment "none"'],
    ["none-edge", 'has no environment "none-edge"'],
  ])("%s is refused", (name, message) => {
    expect(() => stackNamed("plan", name, folder)).toThrow(message);
  });
});
