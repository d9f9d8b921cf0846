import { asyncProperty, check, type IAsyncProperty, type RunDetails } from "fast-check";
import { stringify } from "yaml";
import { environments } from "./environments";
import { garbled, mutated } from "./mutations";
import type { Ended } from "./processes";
import { lineFaults, outcomeOf } from "./run";
import type { Validator } from "./validator";

/** Where a property was looked at; the same gives the same files again. */
export interface Place {
  readonly seed: number;
  /** of one failing file, as it was printed */
  readonly path?: string | undefined;
  readonly runs: number;
}

/** What is asked of whom: Terraform where there is one, a process of `main.ts` where one is started. */
export interface Askable {
  readonly validator?: Validator;
  readonly processes?: { synth(text: string): Promise<Ended> };
}

export const PROPERTIES = ["valid", "mutated", "garbled", "process"] as const;

export type PropertyName = (typeof PROPERTIES)[number];

/** What each property says, for those who read along. */
export const SAYS: Readonly<Record<PropertyName, string>> = {
  valid: "what the loader takes becomes JSON that Terraform takes",
  mutated: "what does not fit the schema is refused in our words, and nothing is written",
  garbled: "whatever the text, it is written or refused in our words",
  process: "main.ts ends with 2, says so line by line, and writes nothing",
};

/** undefined where it holds; else what broke it, and how to see it again */
export async function failureOf(name: PropertyName, ask: Askable, place: Place): Promise<string | undefined> {
  const { seed, path, runs } = place;
  const details = await check(propertyOf(name, ask), {
    seed,
    path,
    numRuns: runs,
    endOnFailure: path !== undefined,
  });
  return details.failed ? told(name, details) : undefined;
}

function propertyOf(name: PropertyName, { validator, processes }: Askable): IAsyncProperty<[string]> {
  switch (name) {
    case "valid":
      return onTexts(
        environments().map((file) => stringify(file)),
        async (text) => {
          const outcome = outcomeOf(text);
          if (outcome.kind === "refused") throw new Error(`refused: ${outcome.lines.join("\n")}`);
          if (outcome.stacks.length === 0) throw new Error("it wrote no stack");
          await validator?.validate(outcome.stacks);
        },
      );
    case "mutated":
      return onTexts(
        mutated().map(({ text, mutation }) => `# ${JSON.stringify(mutation)}\n${text}`),
        async (text) => {
          if (outcomeOf(text).kind === "written") throw new Error("it was taken");
        },
      );
    case "garbled":
      return onTexts(garbled(), async (text) => void outcomeOf(text));
    case "process":
      return onTexts(
        mutated().map(({ text }) => text),
        async (text) => {
          if (processes === undefined) throw new Error("there is no process to ask");
          const { code, stdout, lines, written } = await processes.synth(text);
          if (code !== 2) throw new Error(`exit code ${code}`);
          if (stdout !== "" || written.length > 0) throw new Error(`it wrote ${stdout}${written.join(", ")}`);
          const faults = lineFaults(lines);
          if (faults.length > 0) throw new Error(`no message for a person: ${faults.join("\n")}`);
        },
      );
  }
}

function onTexts(
  texts: ReturnType<typeof garbled>,
  holds: (text: string) => Promise<void>,
): IAsyncProperty<[string]> {
  return asyncProperty(texts, holds);
}

function told(name: PropertyName, details: RunDetails<[string]>): string {
  const { seed, counterexamplePath, counterexample, errorInstance, numRuns } = details;
  return [
    `${name}: after ${numRuns} runs this file breaks "${SAYS[name]}":`,
    String(counterexample?.[0] ?? ""),
    errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
    `again: npm run fuzz -- --only ${name} --seed ${seed} --path ${counterexamplePath ?? ""}`,
  ].join("\n");
}
