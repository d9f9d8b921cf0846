import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../test-support/terraform";
import { closedPort, pathWith, temporaryFolder } from "../tools/support";

const ROOT = join(__dirname, "..", "..");

describe("npm start where tools are missing", () => {
  const folder = temporaryFolder();
  // What the script itself runs; no Terraform, no moto, no Python, no engine.
  const base = {
    PATH: pathWith("node", "bash", "dirname", "env"),
    HOME: folder,
    GATEHOUSE_TOOLS: join(folder, "tools"),
    CDKTF_OUTDIR: join(folder, "out"),
  };
  const start = (more: NodeJS.ProcessEnv) =>
    run(join(ROOT, "gatehouse"), ["start", "--folder", join(folder, "local")], {
      cwd: ROOT,
      env: { ...base, ...more },
    });

  it.each([
    [
      "offline",
      "there is no terraform on PATH, and GATEHOUSE_OFFLINE forbids to fetch one: install Terraform",
    ],
    ["without a network", "cannot fetch Terraform 1.11.4 from http://127.0.0.1:"],
  ])("says so in a line for each, synthesizes and fails: %s", async (how, line) => {
    const mirror = await closedPort();
    const env = how === "offline" ? { GATEHOUSE_OFFLINE: "1" } : { GATEHOUSE_MIRROR: mirror };
    const { code, stderr, stdout } = await start(env);
    const lines = stderr.trim().split("\n");
    expect(lines).toEqual([
      expect.stringContaining(`gatehouse: ${line}`),
      expect.stringContaining("pip install 'moto[server]==5.2.1'"),
      expect.stringMatching(
        /^gatehouse: environments\/example\.yaml is synthesized: .*cdk\.tf\.json; the local AWS and the deploy into it are left out/,
      ),
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    const file = join(folder, "out", "stacks", "example", "cdk.tf.json");
    expect(Object.keys(JSON.parse(readFileSync(file, "utf8")).resource)).toContain(
      "aws_cloudfront_distribution",
    );
    writeFileSync(file, "{}");
  });
});
