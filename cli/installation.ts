import { existsSync } from "node:fs";
import { join } from "node:path";

const ABOVE = join(__dirname, "..");
const IS_CHECKOUT = existsSync(join(ABOVE, "main.ts"));

/** Where `cdktf.out` is: the checkout; for an installed package the project that it is called in. */
export const PROJECT = IS_CHECKOUT ? ABOVE : process.cwd();

/** How a person calls a command. */
export const GATEHOUSE = IS_CHECKOUT ? "./gatehouse" : "npx gatehouse";
