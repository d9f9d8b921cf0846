import { z } from "zod";

const attributes = z.record(z.string(), z.unknown());
const blocks = z.record(z.string(), z.record(z.string(), attributes)).default({});

// https://developer.hashicorp.com/terraform/language/syntax/json, as far as a stack of ours goes
const schema = z.object({
  terraform: z.object({
    required_version: z.string(),
    required_providers: z.record(z.string(), z.object({ source: z.string(), version: z.string() })),
    backend: z.record(z.string(), attributes).optional(),
    cloud: attributes.optional(),
  }),
  provider: z.object({
    aws: z
      .array(z.object({ region: z.string(), allowed_account_ids: z.array(z.string()).optional() }))
      .min(1),
  }),
  variable: z
    .record(
      z.string(),
      z.object({ description: z.string().default(""), sensitive: z.boolean().default(false) }),
    )
    .default({}),
  resource: blocks,
  data: blocks,
  output: z.record(z.string(), attributes).default({}),
});

/** A resource or a data source. */
export interface Block {
  /** as in the state: `aws_lb.public`, `data.aws_vpc.network` */
  readonly address: string;
  /** `aws_lb`, `data.aws_vpc` */
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What a handover tells of a cdk.tf.json. */
export interface Configuration {
  readonly requiredVersion: string;
  /** source, such as `hashicorp/aws` -> version */
  readonly providers: ReadonlyMap<string, string>;
  /** the kind of backend, `cloud` included, and its settings */
  readonly backend: { readonly kind: string; readonly settings: Readonly<Record<string, unknown>> };
  readonly region: string;
  /** undefined where any account is let through */
  readonly accountId: string | undefined;
  readonly variables: ReadonlyMap<string, { readonly description: string; readonly sensitive: boolean }>;
  /** resources and data sources, by address */
  readonly blocks: readonly Block[];
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** Reads what main.ts has synthesized. */
export function readConfiguration(json: string): Configuration {
  const { terraform, provider, variable, resource, data, output } = schema.parse(JSON.parse(json));
  const [kind = "local", settings = {}] =
    terraform.cloud === undefined
      ? (Object.entries(terraform.backend ?? {})[0] ?? [])
      : ["cloud", terraform.cloud];
  const [regional] = provider.aws;
  const providers = Object.values(terraform.required_providers);
  return {
    requiredVersion: terraform.required_version,
    providers: new Map(providers.map(({ source, version }) => [sourceOf(source), version])),
    backend: { kind, settings },
    region: regional?.region ?? "",
    accountId: regional?.allowed_account_ids?.[0],
    variables: new Map(Object.entries(variable)),
    blocks: [...blocksOf(resource, ""), ...blocksOf(data, "data.")],
    outputs: new Map(Object.entries(output)),
  };
}

/** HashiCorp's own providers may leave out their namespace. */
function sourceOf(source: string): string {
  return source.includes("/") ? source : `hashicorp/${source}`;
}

function blocksOf(section: z.infer<typeof blocks>, mode: "" | "data."): Block[] {
  return Object.entries(section).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, each]) => ({
      address: `${mode}${type}.${name}`,
      type: `${mode}${type}`,
      attributes: each,
    })),
  );
}

/** An attribute that is a plain text: what refers to something else is none. */
export function literal(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && !value.includes("${") ? value : undefined;
}
