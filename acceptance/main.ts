/**
 * Deploys into a real AWS account, verifies what is there to verify, tears down, and writes a report:
 *
 *     npm run acceptance -- --account 123456789012 --domain example.com --max-cost 1
 */
import { EXIT } from "../cli/exit-codes";
import { Stopped as Gone, promptOf } from "../cli/init/terminal";
import { BadInput } from "../config/bad-input";
import { ToolMissing } from "../tools/missing";
import { readArguments } from "./arguments";
import { timed } from "./record/say";
import { Stop, Stopped } from "./record/stop";
import { Refused } from "./refused";

async function main(args: readonly string[]): Promise<number> {
  const { env } = process;
  const prompt = promptOf(env);
  const asked = readArguments(args, env, prompt !== undefined);
  // State, plan and secret are nobody else's to read.
  process.umask(0o077);
  const say = timed(console.log);
  const stop = new Stop(say);
  const listening = stop.listen();
  try {
    const around = { env, say, stop, prompt };
    // Loaded when it is needed: a wrong option is told at once.
    return asked.kind === "run"
      ? await (await import("./accept")).accept(asked, around)
      : await (await import("./resume")).resume(asked, around);
  } finally {
    listening();
  }
}

function report(error: unknown): number {
  if (error instanceof BadInput) {
    console.error(error.message);
    return EXIT.badInput;
  }
  if (error instanceof Refused) {
    for (const reason of error.reasons) console.error(`acceptance: refused: ${reason}`);
    return EXIT.refused;
  }
  if (error instanceof Stopped || error instanceof Gone) {
    console.error(`acceptance: ${error.message}: nothing was made`);
    return EXIT.failed;
  }
  const known = error instanceof ToolMissing || error instanceof Error;
  console.error(known ? `acceptance: ${error.message}` : String(error));
  return EXIT.failed;
}

// The SDK would warn of the Node that CDKTF runs on.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.exitCode = report(error);
  },
);
