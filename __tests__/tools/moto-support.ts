import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ToolMissing } from "../../tools/missing";
import { findMoto, type Moto } from "../../tools/moto";
import { MOTO_VERSION } from "../../tools/moto-release";
import { temporaryFolder } from "./support";

export const HOW_TO_GET = `pip install 'moto[server]==${MOTO_VERSION}'`;

/** Finds in a world of its own: nothing but these folders on PATH, an empty folder of tools, no requirements. */
export function world(path = "") {
  const folder = temporaryFolder();
  const [tools, bin, lock] = [join(folder, "tools"), join(folder, "bin"), join(folder, "moto.txt")];
  mkdirSync(bin);
  const said: string[] = [];
  const env = { PATH: `${bin}:${path}`, GATEHOUSE_TOOLS: tools };
  const find = (more: NodeJS.ProcessEnv = {}): Promise<Moto> =>
    findMoto({ env: { ...env, ...more }, say: (line) => said.push(line), requirements: lock });
  const kept = () => (existsSync(tools) ? readdirSync(tools) : []);
  return { folder, tools, bin, lock, said, find, kept };
}

export async function refusal(finding: Promise<unknown>): Promise<string> {
  const error = await finding.then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(ToolMissing);
  expect(error.message).not.toContain("\n");
  return error.message;
}
