import { createHash } from "node:crypto";

/** The CNAME by which ACM is shown that a name is ours. */
export interface ValidationRecord {
  readonly name: string;
  readonly value: string;
}

/**
 * The record that ACM asks for a name. It depends on the account and the name alone, so that certificates of
 * one name share it in every region, and a wildcard shares it with the name it stands under.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export function validationRecord(accountId: string, domainName: string): ValidationRecord {
  const domain = domainName.toLowerCase().replace(/^\*\./, "").replace(/\.$/, "");
  const digest = (what: string) =>
    createHash("sha256").update(`${accountId} ${domain} ${what}`).digest("hex");
  return {
    name: `_${digest("name").slice(0, 32)}.${domain}.`,
    value: `_${digest("value").slice(0, 32)}.${letters(digest("host"))}.acm-validations.aws.`,
  };
}

function letters(hex: string): string {
  return [...hex.slice(0, 20)]
    .filter((_, index) => index % 2 === 0)
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
    .join("");
}
