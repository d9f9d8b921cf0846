import { Token } from "cdktf";
import { formProblems } from "../problems";

export { formProblems, rangeProblems, refuse, repeated } from "../problems";

const LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
const HOST = new RegExp(`^(\\*\\.)?(${LABEL}\\.)+${LABEL}$`);

/** The name of a CloudFront object: unique in the account, so never empty. */
export function nameProblems(prop: string, name: string, limit: number): string[] {
  return formProblems(
    prop,
    name,
    new RegExp(`^[A-Za-z0-9_-]{1,${limit}}$`),
    `have 1 to ${limit} letters, digits, _ or -`,
  );
}

/** CloudFront's comments: a reader in the console has nothing else, and 128 characters are the limit. */
export function commentProblems(prop: string, comment: string): string[] {
  return formProblems(prop, comment, /^.{1,128}$/s, "have 1 to 128 characters");
}

/** A lower-case host name without scheme or port; `*.example.com` where a wildcard is allowed. */
export function hostProblems(
  prop: string,
  host: string | undefined,
  wildcard: "wildcard" | "plain",
): string[] {
  if (host === undefined || Token.isUnresolved(host)) {
    return [];
  }
  const fits = HOST.test(host) && host.length <= 253 && (wildcard === "wildcard" || !host.startsWith("*"));
  return fits ? [] : [`\`${prop}\` must be a lower-case host name, got: ${JSON.stringify(host)}`];
}
