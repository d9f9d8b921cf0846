import { existsSync } from "node:fs";
import { join } from "node:path";
import type { WebStack } from "./web-stack";

/** What `environments/<environment>.ts` exports by default: a user's own resources in the same stack. */
export type Extension = (stack: WebStack) => void;

/**
 * Adds what `<folder>/<environment>.ts` holds, where there is such a file.
 *
 * @throws when the file's default export is no function
 */
export function extend(stack: WebStack, folder: string): void {
  const file = join(folder, `${stack.environment.environment}.ts`);
  if (!existsSync(file)) {
    return;
  }
  const extension: unknown = require(file).default;
  if (typeof extension !== "function") {
    throw new Error(`${file} must export by default a function (stack: WebStack) => void`);
  }
  extension(stack);
}
