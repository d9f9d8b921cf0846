import type { Found } from "./family";
import type { Planned } from "./plan";

export type Tags = Readonly<Record<string, string | undefined>>;

/** The default tags of every stack. */
const OWN_TAGS = ["Project", "Environment", "ManagedBy"] as const;

/** Tags as most services give them. */
export function tagsOf(list: readonly { Key?: string; Value?: string }[] | undefined): Tags {
  return Object.fromEntries((list ?? []).map(({ Key = "", Value }) => [Key, Value]));
}

/** The stack's own tags, where the object carries every one of them with the planned value. */
export function tagEvidence({ known }: Planned, tags: Tags): string | undefined {
  const planned = known.map("tags_all");
  const ours =
    planned.get("ManagedBy") === "gatehouse" &&
    OWN_TAGS.every((key) => planned.has(key) && tags[key] === planned.get(key));
  return ours ? `tags ${OWN_TAGS.map((key) => `${key}=${tags[key]}`).join(" ")}` : undefined;
}

/** An object whose key must be ours alone: whoever has it is in the way. */
export function keyed(planned: Planned, id: string, key: string, tags: Tags): Found {
  const evidence = tagEvidence(planned, tags);
  return evidence === undefined ? { id } : { id, evidence: `${key}; ${evidence}` };
}

/**
 * An object whose name Terraform made unique, so that it is in nobody's way: ours by its tags, a doubt where it
 * has none of them, and somebody else's where it has others.
 */
export function orphan(planned: Planned, id: string, key: string, tags: Tags): Found[] {
  const found = keyed(planned, id, key, tags);
  return found.evidence !== undefined || OWN_TAGS.every((tag) => tags[tag] === undefined) ? [found] : [];
}

/** What `name_prefix` and `bucket_prefix` make of a prefix: eighteen digits of time, eight of a counter. */
export function hasGeneratedName(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && /^\d{18}[0-9a-f]{8}$/.test(name.slice(prefix.length));
}
