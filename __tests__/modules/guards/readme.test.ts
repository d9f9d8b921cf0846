import { join } from "node:path";
import { transformSync } from "@swc/core";
import { Annotations, Testing } from "cdktf";
import { failure } from "../../../test-support/changed";
import { codeBlocks } from "../../../test-support/readme";
import { ModuleStack } from "../../../test-support/synth";

const FOLDER = join(__dirname, "../../../modules/guards");
const [example = "", inTest = ""] = codeBlocks(join(FOLDER, "README.md"), "ts");
const [refused = ""] = codeBlocks(join(FOLDER, "README.md"), "text");

/** Runs an example as it stands; `stack` is what its constructs are created in. */
function run(source: string): ModuleStack {
  const { code } = transformSync(source, {
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  const stack = new ModuleStack(Testing.app(), "shop");
  const load = (path: string) => require(path.startsWith("./") ? join(FOLDER, path) : path);
  new Function("require", "exports", "stack", code)(load, {}, stack);
  return stack;
}

/** Both providers of these tests lack default tags. */
const tagged = example.replace(', { tags: { Project: "shop" } }', "");

describe("README of guards", () => {
  it("has an example that its last line lets through, with the reason printed", () => {
    const warn = jest.spyOn(Annotations.prototype, "addWarning");
    expect(failure(() => Testing.synth(run(tagged), true))).toBe("it has not failed");
    const text = String(warn.mock.calls);
    warn.mockRestore();
    expect(text).toBe(
      "aws_vpc_security_group_ingress_rule.players may break world-ingress (udp/7777 from 0.0.0.0/0): " +
        "Players call it by UDP, from anywhere",
    );
  });

  it("quotes what is said without it", () => {
    const without = tagged.replace(/^allow\(.*$/m, "");
    expect(without).not.toBe(tagged);
    expect(failure(() => Testing.synth(run(without), true))).toContain(refused.trim());
  });

  it("asks for the tags that the example names", () => {
    expect(failure(() => Testing.synth(run(example), true))).toContain("breaks missing-tags");
  });

  it("gives a test that runs", () => {
    expect(run(`${inTest}\nif (violations.length > 0) throw new Error(violations.join());`)).toBeDefined();
  });
});
