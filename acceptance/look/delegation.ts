import { type CaaRecord, promises } from "node:dns";
import { codeOf } from "../../tools/failure";

/** What public DNS says. */
export interface PublicDns {
  nameServers(name: string): Promise<readonly string[]>;
  authorities(name: string): Promise<readonly CaaRecord[]>;
}

/** This machine's resolver. */
export const publicDns: PublicDns = {
  nameServers: (name) => orNone(promises.resolveNs(name)),
  authorities: (name) => orNone(promises.resolveCaa(name)),
};

/** https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html */
const AMAZON = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];

/**
 * Why ACM would wait in vain, 75 minutes long: the world does not ask this zone, or the domain lets no certificate
 * of Amazon's be issued.
 */
export async function delegationProblems(
  zone: { readonly name: string; readonly nameServers: readonly string[] },
  domain: string,
  dns: PublicDns,
): Promise<readonly string[]> {
  const [there, issuers] = await Promise.all([dns.nameServers(zone.name), issuersOf(domain, dns)]);
  const asked = there.map(plain);
  const ours = zone.nameServers.map(plain);
  return [
    ...(asked.some((name) => ours.includes(name))
      ? []
      : [
          `the world does not ask the zone ${zone.name} of this account: its name servers are ${ours.join(", ")}, ` +
            `public DNS says ${asked.join(", ") || "none"}; set them at the registrar, or in the zone above`,
        ]),
    ...(issuers === undefined || issuers.some((issuer) => AMAZON.includes(issuer))
      ? []
      : [
          `a CAA record lets only ${issuers.join(", ") || "nobody"} issue certificates for ${domain}: add amazon.com`,
        ]),
  ];
}

/** The authorities that the nearest CAA record names; undefined where there is none. */
async function issuersOf(domain: string, dns: PublicDns): Promise<readonly string[] | undefined> {
  const labels = domain.split(".");
  for (let from = 0; from < labels.length; from++) {
    const records = await dns.authorities(labels.slice(from).join("."));
    if (records.length > 0) {
      const issue = records.flatMap(({ issue: value }) => (value === undefined ? [] : [value]));
      // A record of other properties alone forbids nobody.
      return issue.length === 0 ? undefined : issue.map((value) => value.replace(/;.*/, "").trim());
    }
  }
  return undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

async function orNone<Item>(answer: Promise<readonly Item[]>): Promise<readonly Item[]> {
  try {
    return await answer;
  } catch (error) {
    if (["ENODATA", "ENOTFOUND"].includes(codeOf(error))) return [];
    throw error;
  }
}
