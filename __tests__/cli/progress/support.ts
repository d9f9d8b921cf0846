import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Screen } from "../../../cli/progress/screen";

/** What a program printed, recorded here; coloured as it was. */
export function recorded(name: string): string {
  return readFileSync(join(__dirname, "fixtures", `${name}.txt`), "utf8");
}

/** A screen that keeps what is written, and a clock that a test sets. */
export function stage({ plain, columns = 100 }: { readonly plain: boolean; readonly columns?: number }) {
  const written: string[] = [];
  let time = 0;
  const output = { write: (text: string) => written.push(text), isTTY: !plain, columns };
  return {
    screen: new Screen(output, plain),
    now: () => time,
    /** seconds go by */
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
    text: () => written.join(""),
    /** what a person sees on a terminal in the end, line by line */
    seen: () => drawn(written.join("")),
  };
}

/** Text with its `\r ESC[2K` carried out. */
export function drawn(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.slice(line.lastIndexOf("\r\u001b[2K") + 1).replace("\u001b[2K", ""));
}
