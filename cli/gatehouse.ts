import { BadInput } from "../config/bad-input";
import { NotLocal } from "../local/environment";
import { EXIT } from "./exit-codes";

/** A command takes its own arguments and answers with an exit code. */
interface Command {
  run(args: readonly string[]): Promise<number>;
}

// Each command is loaded when it is called: `help` waits for nothing.
const COMMANDS: Record<string, () => Promise<Command>> = {
  apply: () => import("./apply"),
  check: () => import("./check"),
  doctor: () => import("./doctor"),
  handover: () => import("./handover"),
  help: () => import("./help"),
  init: () => import("./init"),
  layout: () => import("./layout"),
  local: () => import("./local"),
  password: () => import("./password"),
  plan: () => import("./plan"),
  preflight: () => import("./preflight"),
  recover: () => import("./recover"),
  secret: () => import("./secret"),
  start: () => import("./start"),
  state: () => import("./state"),
};

async function main([name = "help", ...args]: readonly string[]): Promise<number> {
  const load = COMMANDS[name === "--help" || name === "-h" ? "help" : name];
  if (load === undefined) {
    throw new BadInput([
      `gatehouse: unknown command, found "${name}"; use one of ${Object.keys(COMMANDS).join(", ")}`,
    ]);
  }
  const command = await load();
  return command.run(args);
}

function report(error: unknown): number {
  if (error instanceof BadInput) {
    console.error(error.message);
    return EXIT.badInput;
  }
  if (error instanceof NotLocal) {
    console.error(error.message);
    return EXIT.refused;
  }
  console.error(error instanceof Error ? `gatehouse: ${error.message}` : String(error));
  return EXIT.failed;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.exitCode = report(error);
  },
);
