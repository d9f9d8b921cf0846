import { parseArgs } from "node:util";
import { shellRegion } from "../cli/aws/settings";
import { checkDomain, checkRegion } from "../cli/init/flags";
import { BadInput } from "../config/bad-input";
import { nearest } from "../config/schema/text";
import { hostOf } from "./stack/description";

/** A run from nothing to nothing. */
export interface Run {
  readonly kind: "run";
  readonly account: string;
  readonly domain: string;
  /** US dollars */
  readonly maxCost: number;
  readonly region: string;
  /** undefined: beside the run's folder */
  readonly report: string | undefined;
  /** undefined: `.gatehouse/acceptance` */
  readonly folder: string | undefined;
  /** ask nobody */
  readonly yes: boolean;
}

/** The teardown of a run that has stopped. */
export interface Resumed {
  readonly kind: "teardown";
  /** of the run */
  readonly folder: string;
}

const USAGE =
  "usage: npm run acceptance -- --account ID --domain NAME --max-cost DOLLARS " +
  "[--region REGION] [--report FILE] [--folder FOLDER] [--yes], or npm run acceptance -- --teardown FOLDER";

const OPTIONS = {
  account: { type: "string" },
  domain: { type: "string" },
  "max-cost": { type: "string" },
  region: { type: "string" },
  report: { type: "string" },
  folder: { type: "string" },
  teardown: { type: "string" },
  yes: { type: "boolean" },
} as const;

const NAMES = Object.keys(OPTIONS);
const FIRST_REGION = "eu-west-1";
/** Of a certificate's first name: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const LONGEST_HOST = 64;

/**
 * @param canAsk whether somebody is there to be asked
 * @throws BadInput with everything that is wrong
 */
export function readArguments(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  canAsk: boolean,
): Run | Resumed {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = tokens.flatMap((token) => (token.kind === "option" ? [token] : []));
  const unknown = given.filter(({ name }) => !NAMES.includes(name)).map(({ name }) => unknownProblem(name));
  const texts = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  const shape = [
    ...unknown,
    ...(positionals.length > 0 && unknown.length === 0
      ? [`takes options alone, found "${positionals.join(" ")}"`]
      : []),
    ...given.flatMap(({ name, value }) => formProblem(name, value)),
  ];
  if (given.some(({ name }) => name === "teardown")) {
    return resumed(
      texts,
      given.map(({ name }) => name),
      shape,
    );
  }
  return runOf(texts, shape, { yes: values["yes"] === true, canAsk, env });
}

function unknownProblem(name: string): string {
  const meant = nearest(name, NAMES);
  return `unknown option --${name}; ${meant === undefined ? `use ${NAMES.map((each) => `--${each}`).join(", ")}` : `write --${meant}`}`;
}

function formProblem(name: string, value: string | undefined): string[] {
  const takes = name === "yes" ? "no value" : "a value";
  const wrong = name === "yes" ? value !== undefined : NAMES.includes(name) && !value;
  return wrong ? [`--${name} takes ${takes}, found ${value ? `"${value}"` : "none"}`] : [];
}

function resumed(
  texts: Readonly<Record<string, string>>,
  names: readonly string[],
  shape: readonly string[],
) {
  const others = [...new Set(names)].filter((name) => name !== "teardown" && NAMES.includes(name));
  const problems = [
    ...shape,
    ...(others.length > 0
      ? [`--teardown goes alone, found also ${others.map((name) => `--${name}`).join(", ")}`]
      : []),
  ];
  const folder = texts["teardown"];
  if (problems.length > 0 || folder === undefined) throw refused(problems);
  return { kind: "teardown", folder } as const;
}

interface Rest {
  readonly yes: boolean;
  readonly canAsk: boolean;
  readonly env: NodeJS.ProcessEnv;
}

function runOf(
  texts: Readonly<Record<string, string>>,
  shape: readonly string[],
  { yes, canAsk, env }: Rest,
): Run {
  const { account = "", domain = "", report, folder } = texts;
  const region = texts["region"] ?? shellRegion(env) ?? FIRST_REGION;
  const maxCost = texts["max-cost"] ?? "";
  const wrongRegion = checkRegion(region);
  const problems = [
    ...shape,
    ...accountProblems(account),
    ...domainProblems(domain),
    ...costProblems(maxCost),
    ...(wrongRegion === undefined ? [] : [`--region ${wrongRegion}`]),
    ...(yes || canAsk ? [] : ["--yes is needed where nobody can be asked: standard input is no terminal"]),
  ];
  if (problems.length > 0) throw refused(problems);
  return { kind: "run", account, domain, maxCost: Number(maxCost), region, report, folder, yes };
}

function accountProblems(account: string): string[] {
  if (/^[0-9]{12}$/.test(account)) return [];
  return [
    `--account must be the account to deploy to, 12 digits, found ${found(account)}; aws sts get-caller-identity tells it`,
  ];
}

function domainProblems(domain: string): string[] {
  if (domain === "") return ["--domain must be a domain with a hosted zone in the account, found none"];
  const wrong = checkDomain(domain);
  if (wrong !== undefined) return [`--domain ${wrong}`];
  const { length } = hostOf({ id: "a00000", domain });
  return length > LONGEST_HOST
    ? [
        `--domain must have at most ${LONGEST_HOST - length + domain.length} characters, found ${domain.length}`,
      ]
    : [];
}

function costProblems(text: string): string[] {
  return /^\d+(\.\d+)?$/.test(text) && Number(text) > 0
    ? []
    : [`--max-cost must be what the run may cost, in US dollars, such as 1 or 0.50, found ${found(text)}`];
}

function found(text: string): string {
  return text === "" ? "none" : `"${text}"`;
}

function refused(problems: readonly string[]): BadInput {
  return new BadInput([USAGE, ...problems.map((problem) => `acceptance: ${problem}`)]);
}
