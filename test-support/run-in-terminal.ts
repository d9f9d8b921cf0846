import { type ChildProcess, spawn } from "node:child_process";

export interface TerminalRun {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** called with all that was printed so far; what it returns is typed */
  readonly onOutput?: (text: string) => string | undefined;
}

/** Control-C, as a terminal is told of it. */
export const CONTROL_C = "\u0003";

/** The person in front of a terminal: what is read here is typed, what the command prints is passed on. */
const RELAY = `
import fcntl, os, pty, select, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 160, 0, 0))
while True:
    for ready in select.select([terminal, 0], [], [])[0]:
        try:
            text = os.read(ready, 65536)
        except OSError:
            text = b""
        if ready == 0 and text:
            os.write(terminal, text)
        elif ready == terminal and text:
            os.write(1, text)
        elif ready == terminal:
            status = os.waitpid(pid, 0)[1]
            sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
`;

/** Runs a command in front of a pseudo-terminal of 160 columns; needs python3 on PATH. */
export function runInTerminal(
  command: string,
  args: readonly string[],
  { cwd, env, onOutput }: TerminalRun,
): Promise<{ readonly code: number | null; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn("python3", ["-c", RELAY, command, ...args], {
      cwd,
      env,
      stdio: ["pipe", "pipe", "inherit"],
    });
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      const typed = onOutput?.(text);
      if (typed !== undefined) {
        child.stdin?.write(typed);
      }
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, text: text.replaceAll("\r\n", "\n") }));
  });
}
