import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../config/environment";
import type { LayeredEnvironment } from "./layered-environment";
import type { WebStack } from "./web-stack";

/** What `environments/<environment>.ts` exports by default: a user's own resources in the same stack. */
export type Extension = (stack: WebStack) => void;

/** What it exports with `layout: layered`: the same for the stack of each layer. */
export type LayeredExtension = (layered: LayeredEnvironment) => void;

/** Whether there is a file `<folder>/<environment>.ts`. */
export function isExtended({ environment }: Environment, folder: string): boolean {
  return existsSync(fileOf(environment, folder));
}

/**
 * Adds what `<folder>/<environment>.ts` holds, where there is such a file.
 *
 * @throws when the file's default export is no function
 */
export function extend(stack: WebStack | LayeredEnvironment, folder: string): void {
  if (!isExtended(stack.environment, folder)) {
    return;
  }
  const file = fileOf(stack.environment.environment, folder);
  const extension: unknown = require(file).default;
  if (typeof extension !== "function") {
    const takes = stack.environment.layout === "single" ? "stack: WebStack" : "layered: LayeredEnvironment";
    throw new Error(`${file} must export by default a function (${takes}) => void`);
  }
  try {
    extension(stack);
  } catch (error) {
    throw stack.environment.layout === "layered" && error instanceof TypeError ? layered(file, error) : error;
  }
}

/** One that was written for a single stack takes the layers for a construct. */
function layered(file: string, cause: TypeError): Error {
  const advice = "With layout: layered it is handed the layers and no stack, docs/layers.md";
  return new Error(`${file}: ${cause.message}. ${advice}`, { cause });
}

function fileOf(environment: string, folder: string): string {
  return join(folder, `${environment}.ts`);
}
