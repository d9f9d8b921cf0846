import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing } from "cdktf";
import { stringify } from "yaml";
import type { Environment } from "../config/environment";
import { loadEnvironment } from "../config/load";
import { WebStack } from "../stacks/web-stack";
import { parse, type Synthesized } from "./synth";

/** Keys of the first level of an environment file; undefined takes a key out. */
export type Keys = Readonly<Record<string, unknown>>;

/** The smallest file of an environment with an edge. */
const SMALLEST: Keys = {
  project: "shop",
  environment: "production",
  region: "eu-west-1",
  accountId: "123456789012",
  domain: { name: "example.com" },
  backends: { api: { targets: { type: "instances", instances: [{ id: "i-0123456789abcdef0" }] } } },
};

/** The text of an environment file: the smallest one, with other keys in place of its own. */
export function environmentText(overrides: Keys = {}): string {
  const keys = Object.entries({ ...SMALLEST, ...overrides }).filter(([, value]) => value !== undefined);
  return stringify(Object.fromEntries(keys));
}

/** An environment as the loader makes it of a file, and what lies beside it. */
export function environment(
  overrides: Keys = {},
  adopted: { readonly priorities?: Readonly<Record<string, number>> } = {},
): Environment {
  const name = String(overrides["environment"] ?? SMALLEST["environment"]);
  return load(environmentText(overrides), name, stringify(adopted)).environment;
}

/** What the loader says of an environment that can be used but had better be changed. */
export function warningsOf(overrides: Keys): readonly string[] {
  return load(environmentText(overrides), String(SMALLEST["environment"])).warnings;
}

/**
 * Reads the text of an environment file.
 *
 * @throws BadInput with everything that is wrong in it
 */
export function load(text: string, name: string, adopted?: string): ReturnType<typeof loadEnvironment> {
  const folder = mkdtempSync(join(tmpdir(), "environment-"));
  try {
    writeFileSync(join(folder, `${name}.yaml`), text);
    if (adopted !== undefined) {
      writeFileSync(join(folder, `${name}.adopted.yaml`), adopted);
    }
    return loadEnvironment(join(folder, `${name}.yaml`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The stack of an environment, in an app of its own. */
export function stackOf(of: Environment): WebStack {
  return new WebStack(Testing.app(), of);
}

/** The synthesized stack of an environment, or of the text of a file; validations included. */
export function synthEnvironment(of: Environment | string): Synthesized {
  return parse(Testing.synth(stackOf(typeof of === "string" ? fromText(of) : of), true));
}

function fromText(text: string): Environment {
  const [, name = ""] = /^environment: *"?([a-z0-9-]+)/m.exec(text) ?? [];
  return load(text, name).environment;
}
