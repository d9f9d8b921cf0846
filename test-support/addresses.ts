import { type Body, textsOf } from "./exposure/read";
import type { Synthesized } from "./synth";

/**
 * Everything that state and pipelines know by its name, one a line: resources, data sources, variables,
 * outputs. What is repeated has its keys where the JSON holds them, and `[each.key]` where Terraform finds them.
 */
export function addressesOf({ resource, data, variable, output }: Synthesized): string[] {
  return [...sorted(resource, ""), ...sorted(data, "data."), ...sorted({ var: variable, output }, "")];
}

function sorted(all: Synthesized["resource"], prefix: string): string[] {
  return Object.entries(all)
    .flatMap(([type, byName]) =>
      Object.entries(byName).flatMap(([name, body]) =>
        keysOf(body).map((key) => `${prefix}${type}.${name}${key}`),
      ),
    )
    .sort();
}

function keysOf({ for_each, count }: Body): string[] {
  if (count !== undefined) return ["[count.index]"];
  if (for_each === undefined) return [""];
  const [, list] = /^\$\{toset\((\[.*\])\)\}$/.exec(String(for_each)) ?? [];
  const isLiteral = list !== undefined && !/[^",\w.\-[\] ]/.test(list) && list.startsWith('["');
  return isLiteral ? textsOf(JSON.parse(list)).map((key) => `["${key}"]`) : ["[each.key]"];
}
