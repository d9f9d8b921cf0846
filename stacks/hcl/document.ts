import type { TerraformStack } from "cdktf";
import { BadInput } from "../../config/bad-input";
import { blockLines, bodyLines, type Refuse, type Rules } from "./bodies";
import { isMap } from "./expressions";
import { type Shape, shapesIn } from "./shapes";

type Body = Readonly<Record<string, unknown>>;

const CONDITIONS: Rules = { precondition: { blocks: {} }, postcondition: { blocks: {} } };
const LIFECYCLE: Rules = { ...CONDITIONS, ignore_changes: "references", replace_triggered_by: "references" };
const MANAGED: Rules = {
  provider: "references",
  depends_on: "references",
  lifecycle: { blocks: LIFECYCLE },
  dynamic: { refused: "a dynamic block: HCL has another form for it, which is not written here" },
  connection: { refused: "a connection of a provisioner, which is not written here" },
  provisioner: { refused: "a provisioner, which is not written here" },
};
const SETTINGS: Rules = { workspaces: { blocks: {} } };

/** The kinds of blocks whose names are unique. */
const NAMED: Readonly<Record<string, Rules>> = {
  variable: {
    type: "references",
    description: "literal",
    default: "literal",
    validation: { blocks: {} },
  },
  output: { description: "literal", depends_on: "references", ...CONDITIONS },
  check: { assert: { blocks: {} } },
  module: { source: "literal", version: "literal", providers: "references", depends_on: "references" },
};

/** The kinds of blocks without a name, as lists. */
const UNNAMED: Readonly<Record<string, Rules>> = {
  moved: { from: "references", to: "references" },
  import: { to: "references", provider: "references" },
  removed: { from: "references", lifecycle: { blocks: {} } },
};

/**
 * A stack as a file in HCL that plans what its JSON plans: it is written from that JSON. CDKTF's own writer loses
 * `required_version` and a variable's default, makes arguments of preconditions, and does not escape quotes.
 *
 * @throws BadInput that names everything which cannot be written
 */
export function hclOf(stack: TerraformStack): string {
  const json: Readonly<Record<string, unknown>> = stack.toTerraform();
  const shapes = shapesIn(stack);
  const problems: string[] = [];
  const refuseIn =
    (address: string): Refuse =>
    (key, why) =>
      problems.push(
        `${stack.node.id}: ${[address, key].filter(Boolean).join(".")} cannot be written as HCL; ${why}, or use the JSON`,
      );
  const blocks = Object.entries(json).flatMap(([kind, value]) => blocksOf(kind, value, shapes, refuseIn));
  if (problems.length > 0) throw new BadInput(problems);
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

type RefuseIn = (address: string) => Refuse;

/** The blocks of one kind, each as its lines. */
function blocksOf(
  kind: string,
  value: unknown,
  shapes: ReadonlyMap<string, Shape>,
  refuseIn: RefuseIn,
): string[][] {
  const named = NAMED[kind];
  const unnamed = UNNAMED[kind];
  if (kind === "//") return [];
  if (kind === "terraform") return [terraformBlock(value, refuseIn(kind))];
  if (kind === "locals")
    return isMap(value) ? [blockLines(kind, [], bodyLines({ body: value, rules: {} }, refuseIn(kind)))] : [];
  if (kind === "resource" || kind === "data") return managedBlocks(kind, value, shapes, refuseIn);
  if (kind === "provider") return providerBlocks(value, shapes, refuseIn);
  if (named !== undefined) {
    return entriesOf(value).map(([name, body]) =>
      blockLines(kind, [name], bodyLines({ body, rules: named }, refuseIn(`${kind}.${name}`))),
    );
  }
  if (unnamed !== undefined) {
    return bodiesIn(value).map((body) =>
      blockLines(kind, [], bodyLines({ body, rules: unnamed }, refuseIn(kind))),
    );
  }
  refuseIn(kind)("", "this kind of block is not written here");
  return [];
}

/** Everything in it is read before there is anything to refer to. */
function terraformBlock(value: unknown, refuse: Refuse): string[] {
  const lines = (isMap(value) ? Object.entries(value) : []).flatMap(([key, inner]) => {
    if (key === "backend")
      return entriesOf(inner).flatMap(([type, body]) => settings("backend", [type], body, refuse));
    if (key === "cloud" && isMap(inner)) return settings("cloud", [], inner, refuse);
    if (key === "required_providers" && isMap(inner)) return settings(key, [], inner, refuse);
    return bodyLines({ body: { [key]: inner }, rules: { [key]: "literal" } }, refuse);
  });
  return blockLines("terraform", [], lines);
}

function settings(kind: string, labels: readonly string[], body: Body, refuse: Refuse): string[] {
  const rules = Object.fromEntries(
    Object.keys(body).map((key) => [key, SETTINGS[key] ?? "literal"] as const),
  );
  return blockLines(kind, labels, bodyLines({ body, rules }, refuse));
}

function managedBlocks(
  kind: "resource" | "data",
  value: unknown,
  shapes: ReadonlyMap<string, Shape>,
  refuseIn: RefuseIn,
): string[][] {
  return entriesOf(value).flatMap(([type, byName]) =>
    entriesOf(byName).map(([name, body]) => {
      // Terraform's own, such as terraform_remote_state, take arguments only.
      const others = type.startsWith("terraform_") ? "arguments" : "unknown";
      const shape = shapes.get(`${kind} ${type} ${name}`);
      const address = `${kind === "data" ? "data." : ""}${type}.${name}`;
      return blockLines(
        kind,
        [type, name],
        bodyLines({ body, rules: MANAGED, shape, others }, refuseIn(address)),
      );
    }),
  );
}

function providerBlocks(value: unknown, shapes: ReadonlyMap<string, Shape>, refuseIn: RefuseIn): string[][] {
  return (isMap(value) ? Object.entries(value) : []).flatMap(([type, bodies]) =>
    bodiesIn(bodies).map((body) => {
      const shape = shapes.get(`provider ${type}`);
      const others = "unknown";
      return blockLines(
        "provider",
        [type],
        bodyLines({ body, rules: {}, shape, others }, refuseIn(`provider.${type}`)),
      );
    }),
  );
}

function entriesOf(value: unknown): [string, Body][] {
  return (isMap(value) ? Object.entries(value) : []).flatMap(([key, inner]) =>
    isMap(inner) ? [[key, inner]] : [],
  );
}

function bodiesIn(value: unknown): Body[] {
  return (Array.isArray(value) ? value : [value]).filter(isMap);
}
