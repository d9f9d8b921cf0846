import { aloud, type Finished } from "../aloud";
import { type Interruption, onInterrupts } from "./interruption";
import { isPlain, Screen } from "./screen";
import { Stoppable } from "./stop";
import type { Where } from "./usual";
import { TerraformView } from "./view";

export interface ProgressRun {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  /** the program that is Terraform, where the command only starts it @default - the command itself */
  readonly terraform?: string;
  /** what is waited for until Terraform says something */
  readonly phase?: string;
  /** @default "aws" */
  readonly where?: Where;
  /** @default - standard output, plain where it is no terminal or in a pipeline */
  readonly screen?: Screen;
}

export interface ProgressFinished extends Finished {
  /** undefined for a run that came to its own end, or was done before the interrupt took effect */
  readonly interrupted?: Interruption;
  /** the addresses of what was being made when it was interrupted */
  readonly making: readonly string[];
}

/** The screen of this process. */
export function ownScreen(): Screen {
  // The reader of a pipe may go first; Terraform is to be stopped in peace all the same.
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listenerCount("error") === 0) {
      stream.on("error", () => {});
    }
  }
  return new Screen(process.stdout, isPlain(process.stdout, process.env));
}

/**
 * Runs Terraform, or a command that runs it, to its end: shows what is waited for, and on Control-C or SIGTERM lets
 * Terraform write down what it has made before it answers.
 *
 * @example
 * const { code, interrupted } = await runWithProgress({ command: "terraform", args: ["apply"], env: process.env });
 */
export async function runWithProgress(run: ProgressRun): Promise<ProgressFinished> {
  const { command, args, cwd, env, terraform = command, phase, where, screen = ownScreen() } = run;
  const view = new TerraformView({ screen, ...(where && { where }) });
  let interrupted: Interruption | undefined;
  let making: readonly string[] = [];
  let child: Stoppable | undefined;
  const release = onInterrupts({
    onInterrupt: (count) => {
      interrupted = count === 1 ? "stopped" : "at once";
      making = count === 1 ? view.making : making;
      screen.line(stop(child, count));
    },
  });
  const ticking = setInterval(() => view.tick(), 1000);
  try {
    view.begin(phase);
    view.tick();
    const finished = await aloud(command, args, {
      env,
      ...(cwd === undefined ? {} : { cwd }),
      pass: (text, stream) => (stream === "stdout" ? view.write(text) : screen.pass(text)),
      onStart: (pid) => {
        child = new Stoppable(pid, terraform);
      },
    });
    await child?.ended();
    return { ...finished, making, ...(interrupted && finished.code !== 0 ? { interrupted } : {}) };
  } finally {
    clearInterval(ticking);
    view.end();
    release();
  }
}

/** What is done for the first Control-C, the second, and all after it, and what is said of it. */
function stop(child: Stoppable | undefined, count: number): string {
  if (count > 2) {
    child?.kill();
    return "ending what is left";
  }
  if (child?.interrupt() !== true) {
    return "stopping: nothing is being made now";
  }
  return count === 1
    ? "stopping: Terraform starts nothing new and writes down what it has made. Give it a minute: Control-C again stops it at once, and what it is making is then lost to its state."
    : "stopping at once: Terraform does not write down what it is making";
}
