import { Token } from "cdktf";
import { getDomain } from "tldts";

const WILDCARD = "*.";
const LABEL = "(?!-)[a-z0-9-]{1,63}(?<!-)";
/** a host name as certificates may hold it; records may also begin labels with an underscore */
const CERTIFICATE_NAME = new RegExp(`^(\\*\\.)?(${LABEL}\\.)+${LABEL}$`);
const RECORD_NAME = new RegExp(`^(\\*\\.)?(_?${LABEL}\\.)+${LABEL}$`);
const MAX_NAME_LENGTH = 253;

/**
 * The part of a Terraform address that a DNS name gives, so that an address depends on the name (and the
 * record type) alone. A wildcard's star becomes `wildcard`; an underscore goes before a leading digit, which
 * no Terraform name may begin with.
 *
 * @example
 * addressOf("www.example.com"); // => "www_example_com"
 * addressOf("*.example.com", "CAA"); // => "wildcard_example_com_caa"
 */
export function addressOf(name: string, recordType?: string): string {
  const base = name.replace(/^\*\./, "wildcard.").replaceAll(".", "_");
  const suffix = recordType === undefined ? "" : `_${recordType.toLowerCase()}`;
  return `${/^\d/.test(base) ? "_" : ""}${base}${suffix}`;
}

/** Whether a name is a wildcard, `*.example.com`. */
export function isWildcard(name: string): boolean {
  return name.startsWith(WILDCARD);
}

/** A name without its wildcard label: `*.example.com` and `example.com` are both `example.com`. */
export function baseName(name: string): string {
  return isWildcard(name) ? name.slice(WILDCARD.length) : name;
}

/**
 * The names that need a validation record of their own, sorted. ACM drops the wildcard label from the record,
 * so that `*.example.com` and `example.com` share one.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 *
 * @example
 * distinctValidationNames(["www.example.com", "*.example.com", "example.com"]); // => ["example.com", "www.example.com"]
 */
export function distinctValidationNames(names: readonly string[]): string[] {
  return [...new Set(names.map(baseName))].sort();
}

/**
 * Whether a certificate with these names is valid for a host. A wildcard stands for exactly one label, and a
 * wildcard host is covered by the same wildcard only.
 *
 * @example
 * covers(["*.example.com"], "www.example.com"); // => true
 * covers(["*.example.com"], "example.com"); // => false
 */
export function covers(certificateNames: readonly string[], host: string): boolean {
  const wanted = host.toLowerCase();
  const parent = `${WILDCARD}${wanted.slice(wanted.indexOf(".") + 1)}`;
  return certificateNames
    .map((name) => name.toLowerCase())
    .some((name) => name === wanted || (!isWildcard(wanted) && name === parent));
}

/**
 * The domain under which a registrar sells names, by the public suffix list (its ICANN part: a provider's
 * listed domains, such as github.io, count as ordinary ones). `undefined` where there is none.
 *
 * @example
 * registrableDomain("app.shop.example.co.uk"); // => "example.co.uk"
 */
export function registrableDomain(name: string): string | undefined {
  return getDomain(baseName(name), { allowPrivateDomains: false, validateHostname: false }) ?? undefined;
}

/**
 * Every zone name that could hold all the names, the longest first, down to the registrable domain. Empty when
 * the names have no registrable domain in common.
 *
 * @example
 * zoneCandidates(["app.example.com", "origin.app.example.com"]); // => ["app.example.com", "example.com"]
 */
export function zoneCandidates(names: readonly string[]): string[] {
  const [first, ...others] = names.map(baseName);
  const registrable = first === undefined ? undefined : registrableDomain(first);
  if (first === undefined || registrable === undefined) {
    return [];
  }
  const labels = first.split(".");
  return labels
    .map((_, index) => labels.slice(index).join("."))
    .filter((suffix) => isWithin(suffix, registrable))
    .filter((suffix) => others.every((name) => isWithin(name, suffix)));
}

/** Whether a name is a domain or lies under it. */
export function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

/** What keeps a name from standing in a certificate, or nothing. */
export function certificateNameProblem(name: string): string | undefined {
  return problemOf(name, CERTIFICATE_NAME);
}

/** What keeps a name from being a record's, or nothing. */
export function recordNameProblem(name: string): string | undefined {
  return problemOf(name, RECORD_NAME);
}

/** What keeps a name from being a zone's, or one that holds for all below it: as for a record, but no wildcard. */
export function plainNameProblems(name: string): string[] {
  const problem = isWildcard(name) ? `must not be a wildcard, got: ${name}` : recordNameProblem(name);
  return problem === undefined ? [] : [problem];
}

function problemOf(name: string, pattern: RegExp): string | undefined {
  if (Token.isUnresolved(name)) {
    return "must be known at synth, since addresses are made from it, got: a token";
  }
  return pattern.test(name) && name.length <= MAX_NAME_LENGTH
    ? undefined
    : `must be a lower-case host name of at most ${MAX_NAME_LENGTH} characters, got: ${name}`;
}
