import { filesIn, importsIn, reachableFrom, resolveImport, textOf } from "../test-support/source-files";

const SOURCES = filesIn().filter((path) => /\.(ts|js|mjs|cjs)$/.test(path));
const MODULES = SOURCES.filter((path) => path.startsWith("modules/"));
const SYNTH = reachableFrom("main.ts");

/** `<file>: <import>` for each import of these files of which `is` holds. */
function importsWhere(files: readonly string[], is: (name: string, from: string) => boolean): string[] {
  return files.flatMap((path) =>
    importsIn(textOf(path))
      .filter((name) => is(name, path))
      .map((name) => `${path}: ${name}`),
  );
}

/** The folder of the checkout that an import leads to; undefined for a package. */
function folderOf(name: string, from: string, depth: number): string | undefined {
  return resolveImport(from, name)?.split("/").slice(0, depth).join("/");
}

describe("importsIn", () => {
  it.each([
    'import x from "a";',
    "import { x } from 'a';",
    'import {\n  x,\n  y,\n} from "a";',
    'import type { X } from "a";',
    'import * as x from "a";',
    'import "a";',
    'export { x } from "a";',
    'export * from "a";',
    'export type { X } from "a";',
    'const x = await import("a");',
    'const x = require("a");',
    "const x = require(`a`);",
    'type X = import("a").X;',
    'const f = () => import(\n  "a"\n);',
  ])("sees %j", (text) => {
    expect(importsIn(text)).toEqual(["a"]);
  });

  it("sees several, and none in comments", () => {
    const text =
      '// import "z";\n/**\n * import "y";\n */\nimport a from "a";\nimport { b } from "b";\nconst from = "c";';
    expect(importsIn(text)).toEqual(["a", "b"]);
  });
});

describe("what synth needs", () => {
  it("is found through every import", () => {
    expect(SYNTH).toEqual(
      expect.arrayContaining([
        "config/contract/across/index.ts",
        "config/schema/text.ts",
        "modules/edge/viewer-request-source.ts",
        "modules/network/nat-egress.ts",
        "stacks/web-stack.ts",
      ]),
    );
  });

  it("is main.ts, config, stacks and modules: nothing of cli or local", () => {
    expect(SYNTH.filter((path) => !/^(main\.ts$|(config|stacks|modules)\/)/.test(path))).toEqual([]);
  });

  it("is, with what `npm run schema` and `state init` need, all that these folders hold", () => {
    const needed = [
      ...SYNTH,
      ...reachableFrom("config/write-schema.ts"),
      // What `state init` synthesizes.
      ...reachableFrom("stacks/state-stack.ts"),
    ];
    const held = SOURCES.filter((path) => /^(config|stacks|modules)\//.test(path));
    expect(held.filter((path) => !needed.includes(path))).toEqual([]);
  });

  it("is in the packages that an install for production has", () => {
    const { dependencies, peerDependencies } = JSON.parse(textOf("package.json"));
    const known = [...Object.keys(dependencies), ...Object.keys(peerDependencies), "node:"];
    expect(
      importsWhere(
        SYNTH,
        (name) =>
          !name.startsWith(".") &&
          !known.some(
            (each) =>
              name === each || name.startsWith(`${each}/`) || (each === "node:" && name.startsWith(each)),
          ),
      ),
    ).toEqual([]);
  });
});

describe("the AWS provider", () => {
  const BARREL = /^@cdktf\/provider-aws(\/lib)?(\/index)?(\.js)?$/;

  it("is imported resource by resource everywhere", () => {
    expect(importsWhere(SOURCES, (name) => BARREL.test(name))).toEqual([]);
    expect(
      importsWhere(SOURCES, (name) => name.startsWith("@cdktf/provider-aws/lib/")).length,
    ).toBeGreaterThan(30);
  });

  it.each(["@cdktf/provider-aws", "@cdktf/provider-aws/lib", "@cdktf/provider-aws/lib/index"])(
    "would be seen as %s",
    (name) => {
      expect(BARREL.test(name)).toBe(true);
      expect(BARREL.test("@cdktf/provider-aws/lib/lb")).toBe(false);
    },
  );
});

describe("modules", () => {
  /** what modules share: the wording of refused properties */
  const SHARED = /^modules\/[a-z-]+\.ts$/;

  it("import nothing of ours but their own folder", () => {
    const strange = importsWhere(MODULES, (name, from) => {
      const to = resolveImport(from, name);
      return (
        to !== undefined &&
        folderOf(name, from, 2) !== from.split("/").slice(0, 2).join("/") &&
        !SHARED.test(to)
      );
    });
    expect(strange).toEqual([]);
  });

  it("import of packages cdktf, constructs, the provider and what has no effects alone", () => {
    const allowed =
      /^(\.|cdktf$|constructs$|@cdktf\/provider-aws\/lib\/[a-z0-9-]+$|node:(crypto|net|path)$|tldts$)/;
    expect(importsWhere(MODULES, (name) => !allowed.test(name))).toEqual([]);
  });

  it("read neither the process nor files, and write no outputs", () => {
    const found = MODULES.filter((path) =>
      /\bprocess\.|\bprocess\[|\b__dirname\b|\bTerraformOutput\(/.test(withoutComments(textOf(path))),
    );
    expect(found).toEqual([]);
  });

  it("are four or more", () => {
    expect(new Set(MODULES.map((path) => path.split("/")[1])).size).toBeGreaterThanOrEqual(4);
  });
});

describe("config and stacks", () => {
  it.each([
    ["config/", /^(config|modules)\//],
    ["stacks/", /^(config|stacks|modules)\//],
  ])("%s imports nothing of later layers", (folder, allowed) => {
    const files = SOURCES.filter((path) => path.startsWith(folder));
    expect(files.length).toBeGreaterThan(10);
    expect(importsWhere(files, (name, from) => !allowed.test(resolveImport(from, name) ?? folder))).toEqual(
      [],
    );
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
}
