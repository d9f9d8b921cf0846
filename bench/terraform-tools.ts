import { spawnSync } from "node:child_process";
import { TERRAFORM } from "../test-support/terraform";

/** The tools for plans against the local AWS that this machine does not have. */
export function missingTools(): string[] {
  return [
    [TERRAFORM, "version"],
    ["moto_server", "--version"],
  ].flatMap(([tool = "", argument = ""]) =>
    spawnSync(tool, [argument], { stdio: "ignore" }).error === undefined ? [] : [tool],
  );
}
