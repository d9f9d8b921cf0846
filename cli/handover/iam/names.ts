import { type Configuration, literal } from "../configuration";

/** The names that resources of a type have, or begin with; `*` for one that is only known later. */
export function namesOf({ blocks }: Configuration, type: string, attribute: string): readonly string[] {
  const names = blocks
    .filter((block) => block.type === type)
    .map(({ attributes }) => {
      const prefix = literal(attributes[`${attribute}_prefix`]);
      return literal(attributes[attribute]) ?? (prefix === undefined ? "*" : `${prefix}*`);
    });
  return [...new Set(names)].sort();
}
