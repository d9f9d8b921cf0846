import type { Found } from "./family";
import type { PlanFacts, Planned } from "./plan";

/** To be imported. */
export interface Import {
  readonly address: string;
  readonly id: string;
  readonly evidence: string;
}

export interface Decision {
  readonly imports: readonly Import[];
  /** a line for each object that is left alone */
  readonly left: readonly string[];
}

type Search = readonly [planned: Pick<Planned, "address" | "type">, found: readonly Found[]];

/**
 * What to import: where exactly one object is evidently ours, is in no state yet, and no other planned resource
 * claims it.
 */
export function decide(searches: readonly Search[], inState: PlanFacts["inState"]): Decision {
  const imports: Import[] = [];
  const left: string[] = [];
  for (const [{ address, type }, all] of searches) {
    const found = all.filter(({ id }) => !inState.get(type)?.has(id));
    const ours = found.flatMap(({ id, evidence }) =>
      evidence === undefined ? [] : [{ address, id, evidence }],
    );
    const [first] = ours;
    if (first !== undefined && ours.length === 1) {
      imports.push(first);
    } else if (first !== undefined) {
      left.push(...severalOurs(address, type, ours));
    } else {
      left.push(...found.map(({ id, doubt }) => notOurs(address, type, id, doubt)));
    }
  }
  const claims = new Map<string, number>();
  for (const { id } of imports) {
    claims.set(id, (claims.get(id) ?? 0) + 1);
  }
  const contested = imports.filter(({ id }) => claims.get(id) !== 1);
  left.push(
    ...contested.map(
      ({ address, id }) => `${id} could be ${address} or another planned resource: ${byHand(address, id)}`,
    ),
  );
  return { imports: imports.filter((candidate) => !contested.includes(candidate)), left };
}

function severalOurs(address: string, type: string, ours: readonly Import[]): readonly string[] {
  return [
    `several could be ${address}: keep one and delete the others`,
    ...ours.map(({ id }) => `  ${type} ${id}: ${byHand(address, id)}`),
  ];
}

function notOurs(address: string, type: string, id: string, doubt: string | undefined): string {
  return doubt === undefined
    ? `exists, but is not evidently ours: ${type} ${id}; ${byHand(address, id)}`
    : `${type} ${id} ${doubt}`;
}

function byHand(address: string, id: string): string {
  return `import it by hand: terraform import ${shellWord(address)} ${shellWord(id)}`;
}

function shellWord(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
