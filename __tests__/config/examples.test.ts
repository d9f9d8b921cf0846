import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadEnvironment, loadEnvironments } from "../../config/load";
import { linesOf, withFiles } from "./support";

const root = join(__dirname, "..", "..");
const files = [
  "environments/example.yaml",
  ...readdirSync(join(root, "examples/environments"))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => `examples/environments/${name}`),
];

describe("examples", () => {
  it("are six", () => {
    expect(files).toHaveLength(6);
  });

  it.each(files)("%s can be used", (file) => {
    const { environment, warnings } = loadEnvironment(join(root, file));
    expect(environment.backends).not.toEqual({});
    expect(warnings).toHaveLength({ tutorial: 1, classic: 1, secured: 1 }[environment.environment] ?? 0);
  });

  it.each(files)("%s names its schema in the first line", (file) => {
    const folders = file.split("/").length - 1;
    const [first] = readFileSync(join(root, file), "utf8").split("\n");
    expect(first).toBe(
      `# yaml-language-server: $schema=${"../".repeat(folders)}schema/environment.schema.json`,
    );
  });

  // The secured one shows what there is, all at once.
  it.each(files.slice(1))("%s has at most 20 lines", (file) => {
    const most = file.endsWith("/secured.yaml") ? 60 : 20;
    expect(readFileSync(join(root, file), "utf8").trimEnd().split("\n").length).toBeLessThanOrEqual(most);
  });
});

describe("environments/example.yaml", () => {
  const text = readFileSync(join(root, "environments/example.yaml"), "utf8");

  it("mentions every key that is supported, switched on or off", () => {
    const schema: unknown = JSON.parse(readFileSync(join(root, "schema/environment.schema.json"), "utf8"));
    const missing = keysOf(schema).filter((key) => !new RegExp(`\\b${key}:`).test(text));
    expect(missing).toEqual([]);
  });

  const blocks = blocksOf(text.split("\n"));

  it("has a number of keys that are switched off", () => {
    expect(blocks.length).toBeGreaterThan(30);
  });

  // httpPort is used with http: forward alone
  it.each(blocks.filter(({ key }) => key !== "httpPort"))(
    "can be used with line $line, $key, switched on",
    ({ text: on }) => {
      const files = { "example.yaml": on, "_base.yaml": "tags: {team: shop}" };
      expect(linesOf(() => withFiles(files, loadEnvironments))).toEqual([]);
    },
  );
});

interface Block {
  readonly key: string;
  readonly line: number;
  /** the whole file with the block switched on, in place of an active line with its key */
  readonly text: string;
}

function blocksOf(lines: readonly string[]): Block[] {
  return lines.flatMap((line, index) => {
    const [, indent = "", key = ""] = /^( *)# ([a-zA-Z]+):( |$)/.exec(line) ?? [];
    if (key === "") return [];
    const rest = lines.slice(index + 1);
    const end = rest.findIndex((next) => !next.startsWith(`${indent}#   `));
    const block = [line, ...rest.slice(0, end)].map((each) => each.replace("# ", ""));
    const others = (part: readonly string[]) => part.filter((each) => !each.startsWith(`${indent}${key}:`));
    const on = [...others(lines.slice(0, index)), ...block, ...others(rest.slice(end))];
    return [{ key, line: index + 1, text: on.join("\n") }];
  });
}

/** The names of all properties in a JSON schema but those that are refused. */
function keysOf(schema: unknown): string[] {
  if (!(schema instanceof Object)) return [];
  return Object.entries(schema).flatMap(([name, value]) => {
    if (name !== "properties" || !(value instanceof Object)) return keysOf(value);
    return Object.entries(value).flatMap(([key, inner]) =>
      inner instanceof Object && "not" in inner ? [] : [key, ...keysOf(inner)],
    );
  });
}
