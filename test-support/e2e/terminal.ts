import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

/** Node has no pseudo-terminal of its own; moto, which every deploy here wants, brings Python. */
const ON_A_TERMINAL = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
const PROMPT = /\[exit (\d+)\] $/;
/** A person does not type in the moment in which the question appears. */
const HESITATION = 300;

/** What a command asks, and what a person types then. */
export interface Answer {
  readonly asked: RegExp;
  readonly typed: string;
}

/** What a command came to, as it was seen on the terminal: both streams, without colours. */
export interface Seen {
  readonly code: number;
  readonly text: string;
}

/**
 * A shell on a terminal, as a person has it in front: commands ask there, and one variable outlives another
 * command.
 *
 * @example
 * const terminal = await Terminal.open({ cwd, env });
 * const { code } = await terminal.type("npx cdktf deploy production", [{ asked: /❯ Approve/, typed: "" }]);
 * await terminal.close();
 */
export class Terminal {
  /** what has appeared since the command before */
  private shown = "";

  private constructor(private readonly shell: ChildProcess) {
    shell.stdout?.setEncoding("utf8").on("data", (piece: string) => {
      this.shown += piece;
    });
  }

  static async open({ cwd, env }: { cwd: string; env: NodeJS.ProcessEnv }): Promise<Terminal> {
    const shell = spawn(
      "python3",
      ["-c", ON_A_TERMINAL, "bash", "--norc", "--noprofile", "--noediting", "-i"],
      {
        cwd,
        env: { ...env, TERM: "xterm-256color", HISTFILE: "" },
        stdio: ["pipe", "pipe", "inherit"],
      },
    );
    const terminal = new Terminal(shell);
    // Typed, as a python3 that is a script of a version manager's takes it out of the environment.
    await terminal.type("PS1='[exit $?] '", [], 30);
    await terminal.type("stty cols 200 rows 50");
    return terminal;
  }

  /** Types a line, answers what it asks in that order, and waits for its end. */
  async type(line: string, answers: readonly Answer[] = [], seconds = 480): Promise<Seen> {
    this.shown = "";
    this.enter(line);
    return this.prompt(answers, seconds);
  }

  /** Leaves the shell, or hangs up on it. */
  async close(): Promise<void> {
    if (this.shell.exitCode !== null || this.shell.signalCode !== null) {
      return;
    }
    const closed = once(this.shell, "close");
    this.enter("\u0003");
    this.enter("exit");
    const left = await Promise.race([closed.then(() => true), sleep(5000, false, { ref: false })]);
    if (!left) {
      this.shell.kill("SIGKILL");
      await closed;
    }
  }

  private async prompt(answers: readonly Answer[], seconds: number): Promise<Seen> {
    const end = Date.now() + seconds * 1000;
    const waiting = [...answers];
    let read = 0;
    for (;;) {
      const text = plain(this.shown);
      const [question] = waiting;
      if (question?.asked.test(text.slice(read))) {
        await sleep(HESITATION);
        read = plain(this.shown).length;
        waiting.shift();
        this.enter(question.typed);
      }
      const code = PROMPT.exec(text)?.[1];
      if (code !== undefined) {
        if (question !== undefined) throw new Error(`was not asked ${question.asked}:\n${text}`);
        return { code: Number(code), text };
      }
      if (Date.now() > end || this.shell.exitCode !== null) {
        throw new Error(`the terminal waits${question ? ` to be asked ${question.asked}` : ""}:\n${text}`);
      }
      await sleep(50);
    }
  }

  private enter(line: string): void {
    this.shell.stdin?.write(`${line}\r`);
  }
}

function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ANSI sequences begin with one
  return text.replace(/\u001b(\[[0-9;?]*[A-Za-z]|\][^\u0007]*\u0007|[=>])/g, "").replaceAll("\r", "");
}
