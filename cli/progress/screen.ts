/** Where lines go: a terminal, a file, a pipe. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Whether only plain lines may be written: no terminal, one that cannot go back in a line, or a pipeline. */
export function isPlain(output: Output, env: NodeJS.ProcessEnv): boolean {
  return output.isTTY !== true || env.TERM === "dumb" || isPipeline(env);
}

/** `CI`, which the pipelines set; `false` and `0` are how a person unsets it. */
function isPipeline({ CI = "" }: NodeJS.ProcessEnv): boolean {
  return !["", "0", "false"].includes(CI.toLowerCase());
}

const ERASE = "\r\u001b[2K";

/**
 * Lines that stay, and on a terminal one status line below them that is drawn anew in place. Where only plain lines
 * may be written there is no status.
 */
export class Screen {
  private status = "";
  /** of the line that is not finished yet: a question, for one */
  private open = false;

  constructor(
    private readonly output: Output,
    readonly plain: boolean,
  ) {}

  /** A line of ours. */
  line(text: string): void {
    this.pass(this.open ? `\n${text}\n` : `${text}\n`);
  }

  /** Text of another program, unchanged. */
  pass(text: string): void {
    if (text === "") {
      return;
    }
    const status = this.status;
    this.show("");
    this.output.write(text);
    this.open = !text.endsWith("\n");
    this.show(status);
  }

  /** What is waited for now; nothing for an empty text. */
  show(status: string): void {
    if (this.plain || (this.status === "" && status === "")) {
      return;
    }
    // On the line of a question the person is typing.
    const drawn = this.open ? "" : cut(status, this.output.columns);
    if (drawn !== this.status) {
      this.output.write(`${this.status === "" ? "" : ERASE}${drawn}`);
    }
    this.status = drawn;
  }
}

/** A status that wraps could not be drawn anew in place. */
function cut(text: string, columns = 80): string {
  return text.length < columns ? text : `${text.slice(0, Math.max(1, columns - 4))}...`;
}
