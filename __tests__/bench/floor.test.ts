import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { classOf } from "../../bench/floor/classes";
import { comparable } from "../../bench/floor/comparable";
import { environmentsOf } from "../../bench/floor/environments";
import { literal } from "../../bench/floor/literal";
import { floorProgram } from "../../bench/floor/program";
import { environmentFiles } from "../../bench/workshop";
import { synthesize } from "../../stacks/synthesize";
import { load } from "../../test-support/environments";
import { exampleText } from "../../test-support/shapes";
import { ROOT } from "../../test-support/source-files";
import { written } from "./support";

const LONG = 60_000;

/** What the floor writes for environments that Gatehouse has made, in a process of its own. */
function floorOf(made: Readonly<Record<string, string>>): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "floor-"));
  try {
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const environments = environmentsOf(made);
    const [{ priorities: _, ...parameters } = { name: "", priorities: [] }] = environments;
    const pattern = JSON.parse(made[parameters.name] ?? "{}");
    writeFileSync(join(folder, "floor.js"), floorProgram(pattern, classOf, parameters));
    writeFileSync(join(folder, "environments.json"), JSON.stringify(environments));
    const { status, stderr } = spawnSync(process.execPath, ["floor.js", "environments.json"], {
      cwd: folder,
      env: { PATH: process.env.PATH },
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const written = (name: string) => join(folder, "cdktf.out", "stacks", name, "cdk.tf.json");
    return Object.fromEntries(Object.keys(made).map((name) => [name, readFileSync(written(name), "utf8")]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What Gatehouse writes for environment files. */
function madeOf(texts: Readonly<Record<string, string>>): Record<string, string> {
  const environments = Object.entries(texts).map(([name, text]) => load(text, name).environment);
  const files = written(() => void synthesize(environments, "no-such-folder"));
  return Object.fromEntries(
    Object.keys(texts).map((name) => [name, files[join("stacks", name, "cdk.tf.json")] ?? ""]),
  );
}

describe("the floor", () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ["the example", { example: exampleText("example") }],
    ["several like it", environmentFiles(3)],
  ])(
    "makes what Gatehouse makes of %s, but for the construct paths",
    (_, files) => {
      const made = madeOf(files);
      const floor = floorOf(made);
      for (const [name, json] of Object.entries(made)) {
        expect(comparable(floor[name] ?? "")).toBe(comparable(json));
        expect(floor[name]).not.toBe(json);
      }
    },
    LONG,
  );

  it("has no modules and no tokens of its own", () => {
    const [json = ""] = Object.values(madeOf({ example: exampleText("example") }));
    const [environment = { domain: "", slug: "", name: "" }] = environmentsOf({ example: json });
    const { domain, slug, name } = environment;
    const text = floorProgram(JSON.parse(json), classOf, { domain, slug, name });
    expect([...text.matchAll(/require\("([^"]+)"\)/g)].map(([, module]) => module)).toEqual([
      "node:fs",
      "cdktf",
      ...Array(30).fill(expect.stringMatching(/^@cdktf\/provider-aws\/lib\/[a-z0-9-]+$/)),
    ]);
    expect(text).not.toContain("example.com");
  });
});

describe("what is compared", () => {
  const block = { "//": { metadata: { path: "a/b", uniqueId: "b" } }, name: "n" };

  it("leaves out the path and nothing else", () => {
    expect(JSON.parse(comparable(JSON.stringify({ x: block })))).toEqual({
      x: { "//": { metadata: { uniqueId: "b" } }, name: "n" },
    });
  });

  it.each([{ name: "m" }, { "//": { metadata: { path: "a/b", uniqueId: "c" } } }, { more: 1 }])(
    "tells %j",
    (other) => {
      expect(comparable(JSON.stringify({ ...block, ...other }))).not.toBe(comparable(JSON.stringify(block)));
    },
  );
});

describe("literal", () => {
  it.each([
    ["www.a.com", '"www." + domain'],
    ["a", "name"],
    ["", '""'],
    ["x", '"x"'],
    ["a.com a", 'domain + " " + name'],
  ])("of %j puts variables in the places of their texts", (value, expected) => {
    expect(literal(value, { domain: "a.com", name: "a" })).toBe(expected);
  });
});
