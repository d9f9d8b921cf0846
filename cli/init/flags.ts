import type { z } from "zod";
import { type Problem, sentence, show } from "../../config/report";
import { ec2Id, port, region, tags } from "../../config/schema/aws";
import { dns } from "../../config/schema/dns";
import { healthCheck } from "../../config/schema/health-check";
import { hostname } from "../../config/schema/hostname";
import { pathPattern } from "../../config/schema/paths";
import { environmentSchema } from "../../config/schema/root";

/** What is wrong with a value, by what the environment file takes for it. */
type Check = (value: string) => string | undefined;

export interface Flag {
  /** what stands behind it in the usage; undefined where it takes nothing */
  readonly value?: string;
  /** whether it may be given several times */
  readonly several?: boolean;
  readonly check?: Check;
}

const { project, environment } = environmentSchema.shape;

export const checkName = by(environment);
export const checkProject = by(project);
export const checkRegion = by(region());
export const checkDomain = by(hostname({ wildcard: false, example: "example.com" }));
export const checkPath = by(pathPattern());
export const checkHealthPath = by(healthCheck, (path) => ({ path }));
export const checkPort = by(port("write the port that the backend listens on, such as 8000"), numberIn);

export const FLAGS = {
  project: { value: "NAME", check: checkProject },
  domain: { value: "NAME", check: checkDomain },
  alias: {
    value: "NAME",
    several: true,
    check: by(hostname({ wildcard: true, example: "www.example.com" })),
  },
  region: { value: "REGION", check: checkRegion },
  "zone-id": { value: "ID", check: by(dns, (zoneId) => ({ type: "existing", zoneId })) },
  instance: { value: "ID", several: true, check: by(ec2Id("i")) },
  tags: { value: "KEY=VALUE", several: true, check: checkTag },
  external: {},
  "security-group": { value: "ID", several: true, check: by(ec2Id("sg")) },
  vpc: { value: "ID", check: by(ec2Id("vpc")) },
  subnet: { value: "ID", several: true, check: by(ec2Id("subnet")) },
  "api-path": { value: "PATTERN", several: true, check: checkPath },
  port: { value: "PORT", check: checkPort },
  "health-path": { value: "PATH", check: checkHealthPath },
  "no-site": {},
  "no-edge": {},
  yes: {},
  folder: { value: "FOLDER" },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof FLAGS;

export function isFlag(name: string): name is FlagName {
  return Object.hasOwn(FLAGS, name);
}

/** `KEY=VALUE` as a key and a value; undefined where it is none. */
export function tagOf(text: string): readonly [string, string] | undefined {
  const at = text.indexOf("=");
  return at < 1 ? undefined : [text.slice(0, at), text.slice(at + 1)];
}

function checkTag(text: string): string | undefined {
  const tag = tagOf(text);
  const fix = "write one such as Name=shop-backend";
  return tag === undefined
    ? sentence({ wrong: "must be a tag, KEY=VALUE", found: show(text), fix })
    : by(tags(fix), () => Object.fromEntries([tag]))(text);
}

function numberIn(text: string): unknown {
  return /^[0-9]+$/.test(text) ? Number(text) : text;
}

function by(schema: z.ZodType, read: (value: string) => unknown = (value) => value): Check {
  return (value) => {
    const [issue] = schema.safeParse(read(value)).error?.issues ?? [];
    return issue === undefined ? undefined : sentence({ ...parts(issue.message), found: show(value) });
  };
}

/** The schema's messages are what is wrong and what to do, with a semicolon between. */
function parts(message: string): Pick<Problem, "wrong" | "fix"> {
  const [wrong = "", ...fix] = message.split("; ");
  return { wrong, fix: fix.join("; ") };
}
