import { check, type GuardReport } from "../modules/guards/check";

export type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What else a document holds, and what everything in it is to be tagged with. */
export interface Around {
  readonly document?: Readonly<Record<string, unknown>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly takesTags?: (path: string | undefined) => boolean | undefined;
  /** the paths of modules' groups */
  readonly groups?: readonly string[];
}

/** What the guards say of a stack that holds these resources. */
export function judged(resource: Resources, around: Around = {}): GuardReport {
  const { document = {}, tags = {}, takesTags = () => undefined, groups = [] } = around;
  const declared = { allowances: [], groups: new Set(groups) };
  return check({ resource, ...document }, declared, { tags, takesTags });
}

/** The violations of one rule: `<address>: <what was found>`. */
export function found(rule: string, resource: Resources, around?: Around): string[] {
  return judged(resource, around)
    .violations.filter((line) => line.includes(` breaks ${rule}: `))
    .map((line) => line.replace(/ \([^)]*\) breaks| breaks/, "").replace(` ${rule}:`, ":"))
    .map((line) => line.replace(/; .*$/, ""));
}

/** A body with the path of the construct that made it, as CDKTF writes it. */
export function made(path: string, body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { "//": { metadata: { path } }, ...body };
}
