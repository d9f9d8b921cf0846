import { AMAZON_ISSUERS } from "../../../modules/dns/caa-record";
import { baseName, isWildcard } from "../../../modules/dns/names";
import type { Answer, Caa, Dns } from "./answers";

/** The records that hold for a name, and where they were found. */
export interface Holding {
  readonly at: string;
  readonly records: readonly Caa[];
}

/** What the records mean for Amazon, whose ACM issues the certificates. */
export type Verdict =
  | { readonly kind: "allowed"; readonly by: string }
  | { readonly kind: "forbidden"; readonly why: string };

/**
 * The CAA records of a name: its own, or else those of the nearest name above it that has any. The root is not asked.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8659#section-3
 */
export async function holdingCaa(
  name: string,
  dns: Pick<Dns, "caa">,
): Promise<Exclude<Answer<never>, { kind: "records" }> | Holding> {
  const labels = baseName(name).split(".");
  for (const index of labels.keys()) {
    const at = labels.slice(index).join(".");
    const answer = await dns.caa(at);
    if (answer.kind === "records") return { at, records: answer.records };
    if (answer.kind === "failed") return { kind: "failed", reason: `${answer.reason} for ${at}` };
    if (answer.kind === "unanswered") return answer;
  }
  return { kind: "none" };
}

/**
 * Whether Amazon may issue a certificate for the name. `issuewild`, where there is one, rules wildcards alone; a
 * critical record of an unknown kind forbids everything.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8659#section-4
 */
export function verdictOf(name: string, { at, records }: Holding): Verdict {
  const strange = records.find(({ critical, tag }) => critical && !KNOWN.includes(tag));
  if (strange !== undefined) {
    return {
      kind: "forbidden",
      why: `the CAA records of ${at} have a critical one of an unknown kind, ${strange.tag}`,
    };
  }
  const wild = records.filter(({ tag }) => tag === "issuewild");
  const ruling = isWildcard(name) && wild.length > 0 ? wild : records.filter(({ tag }) => tag === "issue");
  if (ruling.length === 0) {
    return { kind: "allowed", by: `the CAA records of ${at} name no authority` };
  }
  const issuers = ruling.map(issuerOf);
  const amazon = issuers.find((issuer) => AMAZON_ISSUERS.includes(issuer));
  if (amazon !== undefined) {
    return { kind: "allowed", by: `the CAA records of ${at} name ${amazon}` };
  }
  const named = issuers.map((issuer) => issuer || "nobody").join(", ");
  return { kind: "forbidden", why: `the CAA records of ${at} let ${named} issue, and not Amazon` };
}

const KNOWN = ["issue", "issuewild", "iodef", "issuemail", "issuevmc", "contactemail", "contactphone"];

/** `letsencrypt.org; validationmethods=dns-01` names `letsencrypt.org`, `;` nobody. */
function issuerOf({ value }: Caa): string {
  return (value.split(";")[0] ?? "").trim().toLowerCase();
}
