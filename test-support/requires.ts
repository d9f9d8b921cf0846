import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const HOW_TO_GET = {
  aws: "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
  jq: "https://jqlang.org/download/",
  moto_server: "pip install 'moto[server]==5.2.1'",
  openssl: "https://openssl-library.org/source/",
  python3: "https://www.python.org/downloads/",
  terraform: "https://developer.hashicorp.com/terraform/install",
} as const;

export type Tool = keyof typeof HOW_TO_GET;

/**
 * `describe` where the tools are on PATH. Where one is missing: under `CI=true` a failure, elsewhere a skip
 * with one line that names what was not run and how to get the tool.
 */
export function requires(...tools: readonly Tool[]): (name: string, suite: () => void) => void {
  const missing = tools.filter((tool) => !onPath(tool));
  if (missing.length === 0) {
    return (name, suite) => describe(name, suite);
  }
  const reason = `needs ${missing.map((tool) => `${tool} (${HOW_TO_GET[tool]})`).join(", ")}`;
  return (name) => {
    if (process.env.CI !== "true") {
      process.stderr.write(`not run: ${name}: ${reason}\n`);
    }
    const run = process.env.CI === "true" ? describe : describe.skip;
    run(name, () => {
      it("finds its tools", () => {
        throw new Error(reason);
      });
    });
  };
}

function onPath(tool: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
