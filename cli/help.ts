import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT } from "./exit-codes";

/** Prints the file `help` of the checkout. */
export async function run(): Promise<number> {
  process.stdout.write(readFileSync(join(__dirname, "..", "help"), "utf8"));
  return EXIT.done;
}
