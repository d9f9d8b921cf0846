import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../config/environment";
import type { WebStack } from "./web-stack";

/** What `environments/<environment>.ts` exports by default: a user's own resources in the same stack. */
export type Extension = (stack: WebStack) => void;

/** Whether there is a file `<folder>/<environment>.ts`. */
export function isExtended({ environment }: Environment, folder: string): boolean {
  return existsSync(fileOf(environment, folder));
}

/**
 * Adds what `<folder>/<environment>.ts` holds, where there is such a file.
 *
 * @throws when the file's default export is no function
 */
export function extend(stack: WebStack, folder: string): void {
  if (!isExtended(stack.environment, folder)) {
    return;
  }
  const file = fileOf(stack.environment.environment, folder);
  const extension: unknown = require(file).default;
  if (typeof extension !== "function") {
    throw new Error(`${file} must export by default a function (stack: WebStack) => void`);
  }
  extension(stack);
}

function fileOf(environment: string, folder: string): string {
  return join(folder, `${environment}.ts`);
}
