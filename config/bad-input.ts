/** Input that cannot be used: everything that is wrong with it, a line each. */
export class BadInput extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "BadInput";
    this.lines = lines;
  }
}

/** The exit code of bad input. */
const exitCode = 2;

/** Runs `main`; bad input is reported without a stack trace and ends the process with 2, anything else is thrown on. */
export function exitOnBadInput(main: () => void): void {
  try {
    main();
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    console.error(error.message);
    process.exitCode = exitCode;
  }
}
