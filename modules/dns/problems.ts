/**
 * Throws everything that is wrong at once, a line each, or does nothing.
 * @throws when there is a problem
 */
export function refuse(problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(problems.join("\n"));
  }
}

/** `["text"]` where the condition holds, else nothing. */
export function problemIf(condition: boolean, text: string): string[] {
  return condition ? [text] : [];
}
