import { parseArgs } from "node:util";
import { BadInput } from "../../config/bad-input";
import { nearest } from "../../config/schema/text";
import { GATEHOUSE } from "../installation";
import { checkName, FLAGS, type Flag, type FlagName, isFlag, tagOf } from "./flags";

/** What the command line says; undefined and empty where it says nothing. */
export interface Asked {
  readonly name: string;
  readonly project: string | undefined;
  readonly domain: string | undefined;
  readonly aliases: readonly string[];
  readonly region: string | undefined;
  readonly zoneId: string | undefined;
  readonly instances: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly external: boolean;
  readonly securityGroups: readonly string[];
  readonly vpc: string | undefined;
  readonly subnets: readonly string[];
  readonly apiPaths: readonly string[];
  readonly port: number | undefined;
  readonly healthPath: string | undefined;
  readonly site: boolean;
  readonly edge: boolean;
  /** take what questions would take for an empty answer */
  readonly yes: boolean;
  readonly folder: string | undefined;
}

type Given = ReadonlyMap<FlagName, readonly string[]>;

const ENTRIES: readonly (readonly [string, Flag])[] = Object.entries(FLAGS);

const USAGE = `usage: ${GATEHOUSE} init NAME ${ENTRIES.map(([name, flag]) => usageOf(name, flag)).join(" ")}`;

/** @throws BadInput with everything that is wrong */
export function readArguments(args: readonly string[]): Asked {
  const { names, given, problems } = read(args);
  const [name, ...rest] = names;
  // What stands behind an unknown option is as likely its value.
  const stray = rest.length > 0 && problems.length === 0;
  const all = [
    ...(name === undefined || stray ? [`takes the name of one environment, found "${names.join(" ")}"`] : []),
    ...(name === undefined || rest.length > 0 ? [] : nameProblems(name)),
    ...problems,
    ...[...given].flatMap(([flag, values]) => valueProblems(flag, values)),
    ...conflicts(given),
  ];
  if (name === undefined || all.length > 0) {
    throw new BadInput([USAGE, ...all.map((problem) => `init: ${problem}`)]);
  }
  return askedFor(name, given);
}

function askedFor(name: string, given: Given): Asked {
  const all = (flag: FlagName) => [...new Set(given.get(flag) ?? [])];
  const last = (flag: FlagName) => given.get(flag)?.at(-1);
  const port = last("port");
  const edge = !given.has("no-edge");
  return {
    name,
    project: last("project"),
    domain: last("domain"),
    aliases: all("alias"),
    region: last("region"),
    zoneId: last("zone-id"),
    instances: all("instance"),
    tags: Object.fromEntries(tagsIn(given)),
    external: given.has("external"),
    securityGroups: all("security-group"),
    vpc: last("vpc"),
    subnets: all("subnet"),
    apiPaths: all("api-path"),
    port: port === undefined ? undefined : Number(port),
    healthPath: last("health-path"),
    site: edge && !given.has("no-site"),
    edge,
    yes: given.has("yes"),
    folder: last("folder"),
  };
}

function tagsIn(given: Given) {
  return (given.get("tags") ?? []).flatMap((text) => {
    const tag = tagOf(text);
    return tag === undefined ? [] : [tag];
  });
}

/** Everything on the command line, and what of it is no flag of ours. */
function read(args: readonly string[]) {
  const { tokens, positionals } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      ENTRIES.map(
        ([name, { value }]) => [name, { type: value === undefined ? "boolean" : "string" }] as const,
      ),
    ),
  });
  const given = new Map<FlagName, readonly string[]>();
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    if (!isFlag(name)) {
      const meant = nearest(name, Object.keys(FLAGS));
      problems.push(`unknown option, found ${rawName}${meant === undefined ? "" : `; write --${meant}`}`);
      continue;
    }
    const { value: takes }: Flag = FLAGS[name];
    if (takes === undefined) {
      if (value !== undefined) problems.push(`--${name} takes no value, found "${value}"`);
      given.set(name, []);
    } else if (value === undefined || value === "" || value.startsWith("--")) {
      problems.push(`--${name} needs a value: --${name} ${takes}`);
    } else {
      given.set(name, [...(given.get(name) ?? []), value]);
    }
  }
  return { names: positionals, given, problems };
}

function nameProblems(name: string): string[] {
  const wrong = checkName(name);
  return wrong === undefined ? [] : [`NAME ${wrong}`];
}

function valueProblems(name: FlagName, values: readonly string[]): string[] {
  const { check, several }: Flag = FLAGS[name];
  const wrong = values.flatMap((value) => check?.(value) ?? []);
  const often = several === true || values.length < 2 ? [] : [`--${name} may be given once`];
  return [...wrong.map((problem) => `--${name} ${problem}`), ...often];
}

function conflicts(given: Given): string[] {
  const targets = (["instance", "tags", "external"] as const).filter((flag) => given.has(flag));
  const keys = tagsIn(given).map(([key]) => key);
  return [
    ...(targets.length > 1
      ? [`${targets.map((flag) => `--${flag}`).join(" and ")} are different kinds of targets; give one kind`]
      : []),
    ...(new Set(keys).size < keys.length
      ? ["--tags names one key twice; an instance has one value of it"]
      : []),
    ...(given.has("external") && given.has("security-group")
      ? ["--security-group is of instances that run already; --external makes a group"]
      : []),
    ...(given.has("subnet") && !given.has("vpc") && given.has("external")
      ? ["--subnet needs --vpc where the targets are external"]
      : []),
  ];
}

function usageOf(name: string, { value, several }: Flag): string {
  return `[--${name}${value === undefined ? "" : ` ${value}`}]${several === true ? "..." : ""}`;
}
