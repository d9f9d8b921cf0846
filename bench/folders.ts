import { join } from "node:path";

export const ROOT = join(__dirname, "..");

/** Where the bench works: nothing else uses it. */
export const FOLDER = join(ROOT, ".gatehouse", "bench");

export const COMPILED = join(FOLDER, "compiled");
