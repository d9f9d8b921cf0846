import type { Asked } from "./arguments";
import type { Say } from "./draft";
import type { Interview } from "./interview";
import { type Group, type Instance, shown } from "./seen";

/** For each instance that is in several groups, the one that is to let the load balancer in. */
export async function decideGroups(
  instances: readonly Instance[],
  asked: Asked,
  interview: Interview,
  say: Say,
): Promise<ReadonlyMap<string, string> | undefined> {
  refuseStrangeGroups(instances, asked, interview);
  const chosen = new Map<string, string | undefined>();
  for (const { id, groups } of instances) {
    const key = keyOf(groups);
    if (groups.length > 1 && !chosen.has(key)) {
      const same = instances.filter((each) => keyOf(each.groups) === key);
      chosen.set(key, await chooseGroup(groups, same.map(({ id }) => id).join(", "), asked, interview));
    } else if (groups.length < 2) {
      say("group", `${groups.map(describe).join("")}, the only one of ${id}: nothing to write`);
    }
  }
  if ([...chosen.values()].includes(undefined)) {
    return undefined;
  }
  return new Map(
    instances.flatMap(({ id, groups }) => {
      const group = chosen.get(keyOf(groups));
      return group === undefined ? [] : [[id, group] as const];
    }),
  );
}

function keyOf(groups: readonly Group[]): string {
  return groups.map(({ id }) => id).join(" ");
}

function describe({ id, name }: Group): string {
  return `${id} ${shown(name)}`;
}

async function chooseGroup(
  groups: readonly Group[],
  whose: string,
  { securityGroups }: Asked,
  interview: Interview,
): Promise<string | undefined> {
  const [given, ...more] = groups.filter(({ id }) => securityGroups.includes(id));
  if (given !== undefined && more.length === 0) {
    return given.id;
  }
  return interview.choose({
    flag: "--security-group ID",
    ask: `Which group of ${whose} is to let the load balancer in?`,
    candidates: groups.map((group) => ({ id: group.id, label: describe(group), value: group.id })),
  });
}

/** The one that was given, for targets that could not be looked at. Undefined where it is not one. */
export function groupAsGiven(
  { securityGroups }: Asked,
  interview: Interview,
): { readonly securityGroupId?: string } | undefined {
  const [securityGroupId, ...others] = securityGroups;
  if (others.length > 0) {
    interview.refuse(
      `init: --security-group may be given once for targets that are not seen, found ${securityGroups.join(", ")}`,
    );
    return undefined;
  }
  return securityGroupId === undefined ? {} : { securityGroupId };
}

function refuseStrangeGroups(
  instances: readonly Instance[],
  { securityGroups }: Asked,
  interview: Interview,
): void {
  const known = instances.flatMap(({ groups }) => groups);
  for (const id of securityGroups.filter((each) => !known.some((group) => group.id === each))) {
    const found = [...new Set(known.map(describe))].join(", ");
    interview.refuse(`init: --security-group must be one of the targets, found "${id}"; there are: ${found}`);
  }
}

/**
 * The one group that is written for all instances with some tags; nothing where each is in one group anyway.
 * Undefined where it stays open.
 */
export async function decideSharedGroup(
  matching: readonly Instance[],
  asked: Asked,
  interview: Interview,
): Promise<{ readonly securityGroupId?: string } | undefined> {
  refuseStrangeGroups(matching, asked, interview);
  if (matching.every(({ groups }) => groups.length < 2)) {
    return {};
  }
  const shared = (matching[0]?.groups ?? []).filter(({ id }) =>
    matching.every(({ groups }) => groups.some((each) => each.id === id)),
  );
  const [only, ...others] = shared;
  if (only === undefined) {
    const list = matching
      .map(({ id, groups }) => `${id} in ${groups.map(describe).join(" and ")}`)
      .join(", ");
    interview.refuse(
      `init: instances with one tag must share a security group, found ${list}; give --instance instead`,
    );
    return undefined;
  }
  const whose = matching.map(({ id }) => id).join(", ");
  const chosen = others.length === 0 ? only.id : await chooseGroup(shared, whose, asked, interview);
  return chosen === undefined ? undefined : { securityGroupId: chosen };
}
