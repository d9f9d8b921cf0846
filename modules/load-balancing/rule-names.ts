/**
 * Path patterns, host names and addresses as parts of Terraform names, so that an address tells what it is
 * for and two patterns never share one.
 *
 * The text is cut at its separator (`/` of a path, `.` of a host or an IPv4 address) and joined with `_`. A
 * part that is `*` or `?` alone becomes `any` or `one`; letters, digits and `-` stand for themselves; inside a
 * part `*` is `-any-`, `?` is `-one-`, and every other character its code, `-x2e-`. What would read as one of
 * these but is meant literally has its first character written as a code, so each name has exactly one
 * origin:
 *
 *     /api/*         api_any            /api*      api-any-
 *     /*             any                /any       -x61-ny
 *     /v1.2/users    v1-x2e-2_users     /          root
 *     *.example.com  any_example_com    /root      -x72-oot
 */

/** `-x2e-`, `-any-`, `-one-`, and `-at-`, which joins a pattern and a host */
const ESCAPE = /^-(?:x[0-9a-f]+|any|one|at)-/;

/** Parts that stand for a wildcard. */
const WILDCARDS: ReadonlyMap<string, string> = new Map([
  ["*", "any"],
  ["?", "one"],
]);

/** Whole names with a meaning: the path `/`, and the id that a Terraform address leaves out. */
const RESERVED: readonly string[] = ["root", "Resource"];

/** The name of a path pattern. */
export function pathName(pattern: string): string {
  return pathNameWith(pattern, "");
}

/** The name of a path pattern for some hosts, of which this is the first. */
export function pathAtHostName(pattern: string, host: string): string {
  return pathNameWith(pattern, `-at-${hostName(host)}`);
}

/** The name of a host name or of an IPv4 address. */
export function hostName(host: string): string {
  return nameWith(host, ".", "");
}

function pathNameWith(pattern: string, suffix: string): string {
  if (!pattern.startsWith("/")) {
    throw new Error(`a path pattern must begin with "/", got: ${JSON.stringify(pattern)}`);
  }
  return pattern === "/" ? `root${suffix}` : nameWith(pattern.slice(1), "/", suffix);
}

/** What ends a name is part of what a `-` before it is read with, so it is given here and not added later. */
function nameWith(text: string, separator: string, suffix: string): string {
  if (RESERVED.includes(text)) {
    return codeOfFirst(text) + suffix;
  }
  const parts = text.split(separator);
  return parts.map((one, index) => part(one, index === parts.length - 1 ? suffix : "")).join("_");
}

function part(text: string, suffix: string): string {
  const wildcard = WILDCARDS.get(text);
  if (wildcard !== undefined) {
    return wildcard + suffix;
  }
  return [...WILDCARDS.values()].includes(text) ? codeOfFirst(text) + suffix : characters(text, suffix);
}

/** From the end, because a `-` needs its code only where what follows would make an escape of it. */
function characters(text: string, suffix: string): string {
  return [...text].reduceRight((rest, character) => {
    if (/[A-Za-z0-9]/.test(character) || (character === "-" && !ESCAPE.test(`-${rest}`))) {
      return character + rest;
    }
    const wildcard = WILDCARDS.get(character);
    return (wildcard === undefined ? code(character) : `-${wildcard}-`) + rest;
  }, suffix);
}

function codeOfFirst(text: string): string {
  return code(text.charAt(0)) + text.slice(1);
}

function code(character: string): string {
  return `-x${(character.codePointAt(0) ?? 0).toString(16)}-`;
}
