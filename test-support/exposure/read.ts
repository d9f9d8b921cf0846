import type { Synthesized } from "../synth";

/** The body of a resource or of a block in it. */
export type Body = Readonly<Record<string, unknown>>;

export interface Resource {
  /** `aws_lb.public` */
  readonly address: string;
  readonly type: string;
  readonly body: Body;
}

/** Every resource of these types. */
export function resourcesOf({ resource }: Synthesized, ...types: readonly string[]): Resource[] {
  return types.flatMap((type) =>
    Object.entries(resource[type] ?? {}).map(([name, body]) => ({ address: `${type}.${name}`, type, body })),
  );
}

/** The blocks of an argument, which JSON holds as one, as a list, or as a dynamic block. */
export function blocksOf(body: Body, name: string): Body[] {
  const [dynamic] = listOf(body["dynamic"]).filter(isBody);
  const [generated] = listOf(dynamic?.[name]).filter(isBody);
  return [...listOf(body[name]), ...listOf(generated?.["content"])].filter(isBody);
}

/** The texts of a list argument. What Terraform fills in, as a whole or in part, is the expression. */
export function textsOf(value: unknown): string[] {
  return listOf(value).map(String);
}

/** The resource or data source that an argument refers to, and nothing else: `aws_lb.public`. */
export function referenceOf(value: unknown): string | undefined {
  const [, address] = /^\$\{((?:data\.)?[a-z0-9_]+\.[A-Za-z0-9_-]+)\.[a-z_]+\}$/.exec(String(value)) ?? [];
  return address;
}

/** Whether Terraform fills in the whole of it. */
export function isFilledIn(value: unknown): boolean {
  return /^\$\{[^"]*(",")?[^"]*\}$/.test(String(value));
}

export function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every text in a value, keys of maps included. */
export function leavesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return isBody(value)
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...leavesOf(inner)])
    : [String(value)];
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
