import { z } from "zod";
import { Known } from "./known";

/** A resource that the plan would create. */
export interface Planned {
  readonly address: string;
  readonly type: string;
  /** of its provider; undefined where the plan does not say, and the environment decides */
  readonly region: string | undefined;
  readonly known: Known;
}

/** What recovery needs to know of a plan. */
export interface PlanFacts {
  readonly created: readonly Planned[];
  /** ids and ARNs of everything that the state holds, by type: a bucket and its policy have the same id */
  readonly inState: ReadonlyMap<string, ReadonlySet<string>>;
  /** addresses that the plan destroys, or replaces */
  readonly destroyed: ReadonlySet<string>;
}

const values = z.record(z.string(), z.unknown());

// https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
const planSchema = z.object({
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        mode: z.string(),
        type: z.string(),
        change: z.object({
          actions: z.array(z.string()),
          before: values.nullish(),
          after: values.nullish(),
          after_unknown: values.nullish(),
        }),
      }),
    )
    .default([]),
  configuration: z.object({
    provider_config: z
      .record(
        z.string(),
        z.object({
          expressions: z.object({ region: z.object({ constant_value: z.unknown() }).optional() }).optional(),
        }),
      )
      .default({}),
    root_module: z.object({
      resources: z.array(z.object({ address: z.string(), provider_config_key: z.string() })).default([]),
    }),
  }),
});

/** @param json what `terraform show -json` prints of a saved plan */
export function readPlan(json: string): PlanFacts {
  const { resource_changes, configuration } = planSchema.parse(JSON.parse(json));
  const managed = resource_changes.filter(({ mode }) => mode === "managed");
  const providers = new Map(
    configuration.root_module.resources.map(({ address, provider_config_key }) => [
      address,
      provider_config_key,
    ]),
  );
  const regionOf = (address: string) => {
    const provider = providers.get(address.replace(/\[.*\]$/s, "")) ?? "aws";
    const region = configuration.provider_config[provider]?.expressions?.region?.constant_value;
    return typeof region === "string" ? region : undefined;
  };
  return {
    created: managed
      .filter(({ change }) => change.actions.join() === "create")
      .map(({ address, type, change }) => {
        const known = new Known(change.after ?? {}, change.after_unknown ?? {});
        return { address, type, known, region: known.text("region") ?? regionOf(address) };
      }),
    inState: idsByType(managed),
    destroyed: new Set(
      managed.filter(({ change }) => change.actions.includes("delete")).map(({ address }) => address),
    ),
  };
}

function idsByType(
  resources: readonly Pick<z.infer<typeof planSchema>["resource_changes"][number], "type" | "change">[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { type, change } of resources) {
    const own = ids.get(type) ?? new Set();
    for (const id of [change.before?.id, change.before?.arn]) {
      if (typeof id === "string") {
        own.add(id);
      }
    }
    ids.set(type, own);
  }
  return ids;
}
