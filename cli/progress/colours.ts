/** Text without the ANSI sequences that colour it or move the cursor. */
export function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ANSI sequences begin with one
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "");
}

/** Whether nothing is to be coloured: `NO_COLOR` with any value (no-color.org). */
export function isColourless(env: NodeJS.ProcessEnv): boolean {
  return (env.NO_COLOR ?? "") !== "";
}
