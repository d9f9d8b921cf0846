import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { BadInput } from "../config/bad-input";
import {
  assertLocal,
  down,
  environmentOf,
  type FolderOptions,
  type PartStatus,
  status,
  up,
  type World,
} from "../local/world";
import { EXIT } from "./exit-codes";
import { GATEHOUSE } from "./installation";
import { waiting } from "./progress/waiting";

const USAGE = `usage: ${GATEHOUSE} local up|down|status [--folder FOLDER], or local run [--folder FOLDER] -- COMMAND`;

type Action = (options: FolderOptions, command: readonly string[]) => Promise<number>;

const ACTIONS: Readonly<Record<string, Action>> = { up: start, down: stop, status: report, run: runIn };

/** `local up|down|status|run`: the AWS of this machine. */
export async function run(args: readonly string[]): Promise<number> {
  const cut = args.indexOf("--");
  const own = cut < 0 ? args : args.slice(0, cut);
  const command = cut < 0 ? [] : args.slice(cut + 1);
  const { action, options } = parse(own);
  const perform = ACTIONS[action];
  if (perform === undefined || (action === "run") !== command.length > 0) {
    throw new BadInput([`local: found "${args.join(" ")}"; ${USAGE}`]);
  }
  return perform(options, command);
}

function parse(args: readonly string[]): { readonly action: string; readonly options: FolderOptions } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { folder: { type: "string" } },
      allowPositionals: true,
    });
    const [action = "", ...rest] = positionals;
    return { action: rest.length > 0 ? "" : action, options: values };
  } catch {
    return { action: "", options: {} };
  }
}

async function start(options: FolderOptions): Promise<number> {
  await up({ ...options, ...waiting() });
  return EXIT.done;
}

async function stop(options: FolderOptions): Promise<number> {
  const wasUp = await down(options);
  console.log(wasUp ? "the local AWS is down; its folder is removed" : "there is no local AWS");
  return EXIT.done;
}

async function report(options: FolderOptions): Promise<number> {
  const found = await status(options);
  console.log(`local AWS: ${found.state} (${found.folder})`);
  console.log(`  moto   ${describe(found.moto)}`);
  console.log(`  gate   ${describe(found.gate)}`);
  if (found.world !== undefined) {
    console.log(`  log    ${found.world.requestLog}`);
    console.log(`  look   ${GATEHOUSE} local run -- aws elbv2 describe-load-balancers`);
  }
  return found.state === "up" ? EXIT.done : EXIT.failed;
}

function describe({ pid, url, running, answers }: PartStatus): string {
  if (pid === undefined) {
    return "not started";
  }
  return `${url}, process ${pid}: ${answers ? "healthy" : running ? "running, but does not answer" : "has ended"}`;
}

/** A command against the local AWS; its environment ends with it, so that nothing reaches a later run. */
async function runIn(options: FolderOptions, [file = "", ...args]: readonly string[]): Promise<number> {
  const { world, folder } = await status(options);
  if (world === undefined) {
    console.error(`the local AWS of ${folder} is not up: ${GATEHOUSE} local up`);
    return EXIT.failed;
  }
  const env = commandEnvironment(world);
  assertLocal(env);
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, stdio: "inherit" });
    child.on("error", (error) => reject(new Error(`cannot run ${file}: ${error.message}`)));
    child.on("close", (code) => resolve(code ?? EXIT.failed));
  });
}

/** The aws CLI, unlike Terraform, asks for a region; its version 1 by the other name. */
function commandEnvironment(world: World): NodeJS.ProcessEnv {
  const { region } = world.seeded;
  return { ...environmentOf(world), AWS_REGION: region, AWS_DEFAULT_REGION: region, AWS_PAGER: "" };
}
