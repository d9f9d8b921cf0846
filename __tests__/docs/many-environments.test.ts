import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fencesOf, ROOT } from "./support";

/** Stands for npx: writes down what it was asked for. */
const NPX = '#!/bin/sh\necho "$GATEHOUSE_ENVIRONMENTS: $*" >> "$SAID"\n';

describe("what docs/many-environments.md tells a pipeline to run", () => {
  const snippets = fencesOf("docs/many-environments.md").filter(({ info }) => info === "sh");

  it("is a deploy and a destroy", () => {
    expect(snippets.map(({ text }) => /cdktf (\w+)/.exec(text)?.[1])).toEqual(["deploy", "destroy"]);
  });

  it.each([
    ["feature-x", "preview-feature-x"],
    ["feature/checkout", "preview-featur-b8e11"],
  ])("for the branch %s deploys and destroys %s and nothing else", (branch, environment) => {
    const folder = mkdtempSync(join(tmpdir(), "pipeline-"));
    try {
      cpSync(join(ROOT, "examples/environments/many"), join(folder, "environments"), { recursive: true });
      writeFileSync(join(folder, "npx"), NPX);
      chmodSync(join(folder, "npx"), 0o755);
      const said = join(folder, "said");
      const env = { PATH: `${folder}:${process.env.PATH}`, BRANCH: branch, SAID: said };
      for (const { text } of snippets) {
        // a pipeline's machine is new each time
        rmSync(join(folder, "environments", `${environment}.yaml`), { force: true });
        const { status, stderr } = spawnSync("sh", ["-eu", "-c", text], {
          cwd: folder,
          env,
          encoding: "utf8",
        });
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
        expect(readdirSync(join(folder, "environments"))).toContain(`${environment}.yaml`);
      }
      expect(readFileSync(said, "utf8").trimEnd().split("\n")).toEqual([
        `${environment}: cdktf deploy ${environment} --auto-approve`,
        `${environment}: cdktf destroy ${environment} --auto-approve`,
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
