import { Token } from "cdktf";
import { LIMITS } from "./limits";
import { formProblems, repeated } from "./problems";
import { pathAtHostName, pathName } from "./rule-names";

/** What AWS takes in a path pattern, `&` included. */
const PATH_PATTERN = /^\/[A-Za-z0-9_\-.$/~"'@:+&*?]{0,127}$/;
const HOST_PATTERN = /^(?=.{1,128}$)[a-z0-9*?-]+(\.[a-z0-9*?-]+)+$/;
const BACKEND = /^[a-z][a-z0-9]*$/;

/** The path that needs no condition. */
export const CATCH_ALL = "/*";

/** What one backend answers for. */
export interface Claim {
  /** the backend's key, such as `api` */
  readonly backend: string;
  /** the host names it answers to, the main one first; their order beyond that has no meaning */
  readonly hosts: readonly string[];
  /** the path patterns it answers to; their order has no meaning */
  readonly paths: readonly string[];
  /** whether each rule also demands the origin secret */
  readonly secret: boolean;
}

/** One rule to be: what it matches, and the names by which it is known. */
export interface PlannedRule {
  /**
   * by which its priority is found: `<backend> <pattern>`, and the first host of a further rule for the same
   * pattern
   */
  readonly key: string;
  /** its construct id, and so the end of its Terraform address */
  readonly name: string;
  readonly pattern: string;
  /** the values of the path condition; none for the catch-all */
  readonly pathValues: readonly string[];
  /** the values of the host condition */
  readonly hosts: readonly string[];
}

/**
 * Splits what a backend answers for into rules that an Application Load Balancer takes: three values a
 * condition, five a rule. A rule has one pattern; the hosts that do not fit are given to further rules. The
 * secret counts as two values even while there is only one, so that rotating it never re-cuts the rules.
 *
 * @example
 * planRules({ backend: "api", hosts: ["example.com"], paths: ["/api/*"], secret: true });
 * // => [{ key: "api /api/*", name: "api_any", pattern: "/api/*",
 * //       pathValues: ["/api", "/api/*"], hosts: ["example.com"] }]
 */
export function planRules(claim: Claim): PlannedRule[] {
  return [...claim.paths].sort().flatMap((pattern) => {
    const pathValues = pathValuesOf(pattern);
    const free = LIMITS.VALUES_PER_RULE - pathValues.length - (claim.secret ? 2 : 0);
    const chunks = inChunks(inOrder(claim.hosts), Math.min(free, LIMITS.VALUES_PER_CONDITION));
    return chunks.map((hosts, index): PlannedRule => {
      const first = hosts[0] ?? "";
      const key = `${claim.backend} ${pattern}`;
      return index === 0
        ? { key, name: pathName(pattern), pattern, pathValues, hosts }
        : { key: `${key} ${first}`, name: pathAtHostName(pattern, first), pattern, pathValues, hosts };
    });
  });
}

/** What in a claim no load balancer takes; none when it can be planned. */
export function claimProblems(claim: Claim): string[] {
  return [
    ...formProblems(
      "backend",
      claim.backend,
      BACKEND,
      "have lower-case letters and digits and begin with a letter",
    ),
    ...hostProblems("hosts", claim.hosts),
    ...pathProblems("paths", claim.paths),
    ...wildcardProblems(claim),
  ];
}

/**
 * What in a list of hosts no rule takes. A rule without a host would let a wrong Host through, so none is
 * refused.
 */
export function hostProblems(prop: string, hosts: readonly string[]): string[] {
  const must = "have lower-case letters, digits, -, * and ?, at least one dot, and at most 128 characters";
  return [
    ...listProblems(prop, hosts),
    ...known(hosts).flatMap((host) => formProblems(prop, host, HOST_PATTERN, must)),
  ];
}

function pathProblems(prop: string, paths: readonly string[]): string[] {
  const must = `begin with "/" and have at most 128 of A-Z a-z 0-9 _ - . $ / ~ " ' @ : + & * ?`;
  return [
    ...listProblems(prop, paths),
    ...known(paths).flatMap((path) => formProblems(prop, path, PATH_PATTERN, must)),
  ];
}

/** An address is made of these, so they are literals. */
function listProblems(prop: string, values: readonly string[]): string[] {
  if (values.length === 0) {
    return [`\`${prop}\` must have at least one value, got: none`];
  }
  if (known(values).length < values.length) {
    return [`\`${prop}\` must be known before Terraform runs, since addresses are made of it, got: a token`];
  }
  return repeated(values).map((value) => `\`${prop}\` must have each value once, got twice: ${value}`);
}

function wildcardProblems(claim: Claim): string[] {
  return planRules({ ...claim, hosts: known(claim.hosts), paths: known(claim.paths).filter(isPath) }).flatMap(
    (rule) => {
      const count = [...rule.pathValues, ...rule.hosts].join("").replace(/[^*?]/g, "").length;
      return count <= LIMITS.WILDCARDS_PER_RULE
        ? []
        : [`\`paths\` and \`hosts\` must have at most 5 wildcards a rule, got ${count}: ${rule.key}`];
    },
  );
}

function isPath(path: string): boolean {
  return PATH_PATTERN.test(path);
}

function known(values: readonly string[]): readonly string[] {
  return Token.isUnresolved(values) ? [] : values.filter((value) => !Token.isUnresolved(value));
}

/** Whoever has `/x/*` also answers `/x`, which the pattern alone does not match. */
function pathValuesOf(pattern: string): readonly string[] {
  if (pattern === CATCH_ALL) {
    return [];
  }
  return pattern.endsWith("/*") ? [pattern.slice(0, -2), pattern] : [pattern];
}

/** The main one first and the rest sorted, so that a reordered file changes nothing. */
function inOrder(hosts: readonly string[]): string[] {
  return [...hosts.slice(0, 1), ...hosts.slice(1).sort()];
}

function inChunks(values: readonly string[], size: number): string[][] {
  const count = Math.ceil(values.length / size);
  return Array.from({ length: count }, (_, index) => values.slice(index * size, (index + 1) * size));
}
