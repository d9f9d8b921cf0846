import { randomBytes } from "node:crypto";
import { ReadStream } from "node:tty";
import { parseArgs } from "node:util";
import { BadInput } from "../config/bad-input";
import { credentialsOf, passwordHash } from "../config/password-form";
import { EXIT } from "./exit-codes";
import { GATEHOUSE } from "./installation";
import { Abandoned, hiddenLine, pipedLine } from "./password/hidden-line";

const USAGE = `usage: ${GATEHOUSE} password USER [--generate], or with the password as the first line of its input`;

/** The hash lies in the file, the function and the state, and is quick to try: a short one would be found. */
const SHORTEST = 12;
const LONGEST = 128;

interface Asked {
  readonly user: string;
  readonly generate: boolean;
}

/**
 * `password`: hashes a password with a salt of its own, for `site.basicAuth`. Standard output has the YAML line alone;
 * everything else goes to standard error. The password is written nowhere.
 */
export async function run(
  args: readonly string[],
  input: NodeJS.ReadableStream = process.stdin,
): Promise<number> {
  const asked = readArguments(args);
  try {
    const password = asked.generate ? generated() : checked(await typed(input));
    const salt = randomBytes(16).toString("hex");
    const hash = passwordHash(salt, credentialsOf(asked.user, password));
    console.log(`passwords: ["${asked.user}:${salt}:${hash}"]`);
    console.error("password: write this line under site, basicAuth in environments/NAME.yaml, then deploy");
    return EXIT.done;
  } catch (error) {
    if (error instanceof Abandoned) {
      console.error(`password: ${error.message}`);
      return EXIT.failed;
    }
    throw error;
  }
}

/** @throws BadInput */
function readArguments(args: readonly string[]): Asked {
  const { values, positionals } = parse(args);
  const [user, ...rest] = positionals;
  if (user === undefined || rest.length > 0) {
    // What stands behind the user may be the password.
    throw new BadInput([USAGE, "password: takes the user's name alone: the password is asked for"]);
  }
  if (!/^[A-Za-z0-9._@-]{1,64}$/.test(user)) {
    throw new BadInput([
      USAGE,
      "password: USER must have 1 to 64 letters, digits or ._@-; no colon, no space",
    ]);
  }
  return { user, generate: values.generate ?? false };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { generate: { type: "boolean" } },
    });
  } catch {
    throw new BadInput([USAGE, "password: takes no option but --generate: the password is asked for"]);
  }
}

/** 144 bits, in letters that a URL and a shell leave alone. */
function generated(): string {
  const password = randomBytes(18).toString("base64url");
  console.error(`password: the password, which is kept nowhere: ${password}`);
  return password;
}

async function typed(input: NodeJS.ReadableStream): Promise<string> {
  if (!(input instanceof ReadStream && input.isTTY)) {
    return pipedLine(input);
  }
  const password = checked(await hiddenLine(input, `Password, ${SHORTEST} characters or more: `));
  if (password !== (await hiddenLine(input, "The same again: "))) {
    throw new BadInput(["password: the two differ; begin again"]);
  }
  return password;
}

/** @throws BadInput, which shows nothing of the password */
function checked(password: string): string {
  const { length } = [...password];
  if (length < SHORTEST || length > LONGEST) {
    throw new BadInput([
      `password: must have ${SHORTEST} to ${LONGEST} characters, found ${length}; take another, or --generate`,
    ]);
  }
  if (/\p{Cc}/u.test(password)) {
    throw new BadInput(["password: must not hold control characters; take another, or --generate"]);
  }
  return password;
}
