import { join } from "node:path";
import { parseArgs } from "node:util";
import { BadInput } from "../config/bad-input";
import { checkAccount } from "./doctor/account";
import { checkEnvironments } from "./doctor/environments";
import type { Finding, Surroundings } from "./doctor/finding";
import { checkCdktfCli, checkNode, checkPackages } from "./doctor/node";
import { lineOf, summaryOf, wantsColour } from "./doctor/print";
import { checkSecrets } from "./doctor/secrets";
import { checkEndpoints, checkRegion } from "./doctor/shell";
import { checkMoto, checkTerraform } from "./doctor/terraform";
import { EXIT } from "./exit-codes";
import { GATEHOUSE, PROJECT } from "./installation";

/** `doctor [--json]`: what of the tools, the environment files and the AWS side works, and what mends the rest. */
export async function run(
  args: readonly string[],
  { root = PROJECT, folder = join(root, "environments"), env = process.env }: Partial<Surroundings> = {},
): Promise<number> {
  const json = readArguments(args);
  const colour = wantsColour(process.stdout.isTTY, env);
  const findings: Finding[] = [];
  for await (const finding of examine({ root, folder, env })) {
    findings.push(finding);
    if (!json) console.log(lineOf(finding, colour));
  }
  const good = !findings.some(({ result }) => result === "fail");
  console.log(json ? JSON.stringify({ ok: good, findings }, undefined, 2) : summaryOf(findings));
  return good ? EXIT.done : EXIT.failed;
}

/** Every check in turn, the ones that wait for others last. */
async function* examine(surroundings: Surroundings): AsyncGenerator<Finding> {
  yield checkNode();
  yield checkPackages(surroundings);
  yield checkCdktfCli(surroundings);
  yield await checkTerraform(surroundings);
  yield await checkMoto(surroundings);
  const { findings, environments } = checkEnvironments(surroundings);
  yield* findings;
  yield await checkEndpoints(surroundings);
  yield checkRegion(surroundings, environments);
  const account = await checkAccount(surroundings, environments);
  yield* account.findings;
  yield* await checkSecrets(surroundings, environments, account.caller);
}

function readArguments(args: readonly string[]): boolean {
  try {
    return parseArgs({ args: [...args], options: { json: { type: "boolean" } } }).values.json ?? false;
  } catch {
    throw new BadInput([`doctor: found "${args.join(" ")}"; usage: ${GATEHOUSE} doctor [--json]`]);
  }
}
