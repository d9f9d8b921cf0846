import type { Asked } from "./arguments";
import type { Say, Target, Targets } from "./draft";
import { decideGroups, decideSharedGroup, groupAsGiven } from "./groups";
import type { Interview } from "./interview";
import { type Instance, labelOf, type Sight } from "./seen";

/** What the load balancer forwards to, and the VPC that it therefore stands in. */
export interface Decided {
  readonly targets: Targets;
  /** undefined where the targets do not tell */
  readonly vpcId?: string;
}

/** Undefined where it stays open. */
export async function decideTargets(
  asked: Asked,
  instances: Sight<Instance>,
  region: string,
  interview: Interview,
  say: Say,
): Promise<Decided | undefined> {
  if (asked.external) {
    say("targets", "registered by something else: --external");
    return { targets: { kind: "external" } };
  }
  if (Object.keys(asked.tags).length > 0) {
    return byTags(asked, instances, region, interview, say);
  }
  if (instances.unseen !== undefined) {
    return unseen(asked, instances.unseen, interview, say);
  }
  const chosen =
    asked.instances.length > 0
      ? named(asked.instances, instances.items, region, interview)
      : await choose(instances.items, interview, say);
  const [first] = chosen ?? [];
  if (chosen === undefined) {
    return undefined;
  }
  if (first === undefined) {
    const why = `no instance runs in ${region}`;
    say("instances", why);
    return { targets: { kind: "missing", why } };
  }
  if (asked.instances.length > 0) {
    say("instances", chosen.map(labelOf).join(", "));
  }
  const groups = await decideGroups(chosen, asked, interview, say);
  if (groups === undefined || !inOneVpc(chosen, interview)) {
    return undefined;
  }
  const targets = chosen.map(({ id, name }): Target => {
    const securityGroupId = groups.get(id);
    return { id, name, ...(securityGroupId === undefined ? {} : { securityGroupId }) };
  });
  return { targets: { kind: "instances", instances: targets }, vpcId: first.vpcId };
}

function unseen(asked: Asked, why: string, interview: Interview, say: Say): Decided | undefined {
  say("instances", `not looked for: ${why}`);
  const group = groupAsGiven(asked, interview);
  if (group === undefined || asked.instances.length === 0) {
    return group && { targets: { kind: "missing", why: `which instances run is not known: ${why}` } };
  }
  const instances = asked.instances.map((id) => ({ id, name: undefined, ...group }));
  return { targets: { kind: "instances", instances } };
}

function named(
  ids: readonly string[],
  all: readonly Instance[],
  region: string,
  interview: Interview,
): readonly Instance[] | undefined {
  const unknown = ids.filter((id) => !all.some((each) => each.id === id));
  for (const id of unknown) {
    const found = all.map(labelOf).join(", ") || "none";
    interview.refuse(`init: --instance must be an instance of ${region}, found "${id}"; there are: ${found}`);
  }
  return unknown.length > 0 ? undefined : all.filter(({ id }) => ids.includes(id));
}

async function choose(
  all: readonly Instance[],
  interview: Interview,
  say: Say,
): Promise<readonly Instance[] | undefined> {
  const running = all.filter((each) => each.running);
  if (running.length < 2) {
    for (const each of running) say("instance", `${labelOf(each)}, the only one that runs`);
    return running;
  }
  return interview.chooseSome({
    flag: "--instance ID, --tags KEY=VALUE or --external",
    ask: "Which instances run the backend?",
    candidates: running.map((value) => ({ id: value.id, label: labelOf(value), value })),
  });
}

function inOneVpc(instances: readonly Instance[], interview: Interview): boolean {
  const found = new Set(instances.map(({ vpcId }) => vpcId));
  if (found.size > 1) {
    const list = instances.map((each) => `${labelOf(each)} in ${each.vpcId}`).join(", ");
    interview.refuse(`init: targets must lie in one VPC, found ${list}; give those of one`);
  }
  return found.size === 1;
}

async function byTags(
  asked: Asked,
  { items, unseen: why }: Sight<Instance>,
  region: string,
  interview: Interview,
  say: Say,
): Promise<Decided | undefined> {
  const { tags } = asked;
  const words = Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
  const matching = items.filter((each) =>
    Object.entries(tags).every(([key, value]) => each.tags[key] === value),
  );
  const [first] = matching;
  if (first === undefined) {
    say("instances", why === undefined ? `none in ${region} has ${words} yet` : `not looked for: ${why}`);
    const given = groupAsGiven(asked, interview);
    return given && { targets: { kind: "tags", tags, ...given } };
  }
  say("instances", `${matching.map(labelOf).join(", ")}: those with ${words}`);
  const oneVpc = inOneVpc(matching, interview);
  const group = await decideSharedGroup(matching, asked, interview);
  return group === undefined || !oneVpc
    ? undefined
    : { targets: { kind: "tags", tags, ...group }, vpcId: first.vpcId };
}
