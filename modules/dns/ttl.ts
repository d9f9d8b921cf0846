import { Token } from "cdktf";
import { problemIf } from "./problems";

/** The time that resolvers keep a record for, in seconds, unless a construct is told otherwise. */
export const DEFAULT_TTL = 300;
const RANGE = { min: 60, max: 86_400 };

/** What is wrong with a TTL: below a minute resolvers ask all the time, over a day a mistake lasts too long. */
export function ttlProblems(ttl: number): string[] {
  const inRange = Token.isUnresolved(ttl) || (Number.isInteger(ttl) && ttl >= RANGE.min && ttl <= RANGE.max);
  return problemIf(
    !inRange,
    `\`ttl\` must be a whole number of ${RANGE.min} to ${RANGE.max} seconds, got: ${ttl}`,
  );
}
