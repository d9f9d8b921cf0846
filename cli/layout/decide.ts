/** A stack whose state is emptied. */
export interface Source {
  readonly stack: string;
  /** what its state holds, {@link heldIn} */
  readonly held: ReadonlyMap<string, string>;
}

/** A stack whose state is filled. */
export interface Target extends Source {
  /** what its configuration makes */
  readonly made: ReadonlySet<string>;
}

export interface Move {
  readonly address: string;
  readonly from: string;
  readonly to: string;
}

export interface Decided {
  /** what a target is to get */
  readonly moves: readonly Move[];
  /** what an earlier run that was ended has brought to its target, and not yet taken out of its source */
  readonly brought: readonly Move[];
  /** why nothing may be moved */
  readonly problems: readonly string[];
}

/** Where each thing goes: addresses are the same in both layouts, so it is the stack whose configuration has it. */
export function decide(sources: readonly Source[], targets: readonly Target[]): Decided {
  const moves: Move[] = [];
  const brought: Move[] = [];
  const problems: string[] = [];
  for (const { stack: from, held } of sources) {
    for (const [address, objects] of held) {
      const target = targets.find(({ made }) => made.has(address));
      const there = target?.held.get(address);
      if (target === undefined) {
        problems.push(
          `${address} in the state of ${from} is in none of ${targets.map(({ stack }) => stack).join(", ")}`,
        );
      } else if (there === undefined) {
        moves.push({ address, from, to: target.stack });
      } else if (there === objects) {
        brought.push({ address, from, to: target.stack });
      } else {
        problems.push(`${address} is another in the state of ${from} than in that of ${target.stack}`);
      }
    }
  }
  return { moves, brought, problems };
}
