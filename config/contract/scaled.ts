import type { Environment } from "../environment";

type Targets = Environment["backends"][string]["targets"];

export type AutoScaling = Extract<Targets, { type: "autoScaling" }>;

/** The backends whose instances are made here. */
export function scaledBackends(
  backends: Environment["backends"],
): readonly (readonly [name: string, targets: AutoScaling])[] {
  return Object.entries(backends).flatMap(([name, { targets }]) =>
    targets.type === "autoScaling" ? [[name, targets] as const] : [],
  );
}

/** What a rule looks at of each of them, in a few words. */
export function scaledSubject(
  backends: Environment["backends"],
  said: (targets: AutoScaling) => string,
): string {
  const all = scaledBackends(backends).map(([name, targets]) => `${name}: ${said(targets)}`);
  return all.length === 0 ? "no instances are made" : all.join(", ");
}
