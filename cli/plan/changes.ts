import { z } from "zod";

/** What a plan does to a resource; `gap` is a replacement whose old one goes first. */
export type Kind = "create" | "update" | "replace" | "gap" | "destroy" | "none";

export interface Change {
  readonly address: string;
  readonly type: string;
  /** the address without the key of a `for_each` */
  readonly resource: string;
  readonly kind: Kind;
}

const COUNTED = ["create", "update", "replace", "destroy"] as const;

/** How many resources a plan creates, updates, replaces and destroys. */
export type Counts = Readonly<Record<(typeof COUNTED)[number], number>>;

// https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
const planSchema = z.object({
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        mode: z.string(),
        type: z.string(),
        deposed: z.string().optional(),
        change: z.object({ actions: z.array(z.string()) }),
      }),
    )
    .default([]),
});

const KINDS: Readonly<Record<string, Kind>> = {
  create: "create",
  update: "update",
  delete: "destroy",
  "create,delete": "replace",
  "delete,create": "gap",
};

/**
 * What a plan does, address by address. What an earlier replacement left over is no change: its successor stays.
 *
 * @param json what `terraform show -json` prints of a saved plan
 */
export function readChanges(json: string): readonly Change[] {
  const { resource_changes } = planSchema.parse(JSON.parse(json));
  return resource_changes
    .filter(({ mode, deposed }) => mode === "managed" && deposed === undefined)
    .map(({ address, type, change }) => ({
      address,
      type,
      resource: address.replace(/\[[^[\]]*\]$/, ""),
      kind: KINDS[change.actions.join()] ?? "none",
    }));
}

export function countsOf(changes: readonly Change[]): Counts {
  const count = (...kinds: readonly Kind[]) => changes.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    create: count("create"),
    update: count("update"),
    replace: count("replace", "gap"),
    destroy: count("destroy"),
  };
}

/** @example countsLine({create: 2, update: 1, replace: 0, destroy: 0}) // => "2 to create, 1 to update, ..." */
export function countsLine(counts: Counts): string {
  return COUNTED.map((each) => `${counts[each]} to ${each}`).join(", ");
}
