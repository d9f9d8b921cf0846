import type { ReadStream } from "node:tty";

/** The person pressed Ctrl-C, or closed the terminal. */
export class Abandoned extends Error {
  override readonly name = "Abandoned";
}

/** What a person types at a terminal, without showing it. */
export function hiddenLine(terminal: ReadStream, question: string): Promise<string> {
  // Before the question: whoever is quick to answer is not shown either.
  terminal.setRawMode(true);
  terminal.setEncoding("utf8");
  process.stderr.write(question);
  return new Promise((resolve, reject) => {
    let typed = "";
    const end = (finish: () => void) => {
      terminal.off("data", read).off("end", abandon).pause();
      terminal.setRawMode(false);
      process.stderr.write("\n");
      finish();
    };
    const abandon = () => end(() => reject(new Abandoned("nothing was made")));
    const read = (text: string | Buffer) => {
      for (const character of String(text)) {
        if (character === "\r" || character === "\n") return end(() => resolve(typed));
        if (character === "\u0003" || character === "\u0004") return abandon();
        typed =
          character === "\u007f" || character === "\b" ? [...typed].slice(0, -1).join("") : typed + character;
      }
    };
    terminal.on("data", read).on("end", abandon).resume();
  });
}

/** The first line of what is piped in. */
export async function pipedLine(input: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const part of input) {
    text += String(part);
  }
  return text.split(/\r?\n/, 1)[0] ?? "";
}
