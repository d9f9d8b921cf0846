import { WrongAccount } from "./aws/account";
import { NoCredentials } from "./aws/credentials";
import { EXIT } from "./exit-codes";
import { Stopped } from "./init/terminal";
import { GATEHOUSE } from "./installation";
import { onInterrupts } from "./progress/interruption";
import { StateLocked, TerraformFailed } from "./recover/terraform";
import { Refused } from "./refused";

/** A command comes to its end early; what is not in the message was said before. */
export class Ended extends Error {
  override readonly name = "Ended";

  constructor(
    readonly code: number,
    message = "",
  ) {
    super(message);
  }
}

/** Takes Control-C and its like from now on, so that what was begun is cleaned up. */
export class Interrupts {
  private taken = false;
  readonly release = onInterrupts({
    onInterrupt: () => {
      this.taken = true;
    },
  });

  constructor(private readonly toSay: string) {}

  /** @throws Ended where there was one */
  check(): void {
    if (this.taken) {
      throw new Ended(EXIT.failed, this.toSay);
    }
  }
}

/** Says how a command ended; anything that is no end of its own is thrown on. */
export function explain(command: string, error: unknown): number {
  if (error instanceof Ended) {
    if (error.message !== "") console.error(`${command}: ${error.message}`);
    return error.code;
  }
  if (error instanceof Refused || error instanceof WrongAccount) {
    console.error(`${command}: ${error.message}`);
    return EXIT.refused;
  }
  if (error instanceof StateLocked) {
    console.error(
      `${command}: ${error.message}. Where that Terraform still runs, wait for it; where it was killed: docs/state.md, "A lock is left behind", lock ${error.lockId}`,
    );
    return EXIT.refused;
  }
  if (error instanceof TerraformFailed || error instanceof Stopped) {
    console.error(`\n${command}: ${error.message}`);
    return EXIT.failed;
  }
  if (error instanceof NoCredentials) {
    console.error(`${command}: AWS credentials: ${error.message}; see ${GATEHOUSE} doctor`);
    return EXIT.failed;
  }
  throw error;
}
