import { join } from "node:path";

/** The checkout. */
export const PROJECT_FOLDER = join(__dirname, "..", "..");
