import type { Finding } from "../../doctor/finding";
import { skipped } from "../../doctor/finding";
import type { Check } from "../check";
import type { Look } from "../look";
import { room } from "../room";
import { listCertificates } from "../seen/certificates";

/**
 * ACM tells no quota of an account.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
 */
const CERTIFICATES = { max: 2500, assumed: true };
const REQUESTS_A_YEAR = { max: 5000, assumed: true };
const NAMES = { max: 10, assumed: true };
const YEAR = 365 * 24 * 3600 * 1000;

/** Whether ACM takes the requests: so many certificates a region, so many a year, so many names each. */
export const certificates: Check = {
  id: "account-quotas",
  wait: "counting certificates",
  permissions: ["acm:ListCertificates"],
  async run(look) {
    const requests = requestsOf(look);
    if (requests.length === 0) {
      return [skipped("certificates", "not needed: every certificate is the environment's own")];
    }
    const findings: Finding[] = [];
    for (const region of [...new Set(requests.map((each) => each.region))]) {
      const more = requests.filter((each) => each.region === region).length;
      findings.push(...(await ofRegion(look, region, more)));
    }
    return [
      ...findings,
      ...requests.map(({ what, names }) =>
        room(`names, ${what}`, `names of the ${what} certificate`, 0, names, NAMES),
      ),
    ];
  },
};

function requestsOf({ environment, hosts }: Look) {
  const { certificates: own, edge, region } = environment;
  const origin = edge.enabled && hosts.origin !== undefined ? 1 : 0;
  const names = hosts.viewer.length;
  return [
    ...(edge.enabled && own.viewer === undefined ? [{ what: "viewer", region: "us-east-1", names }] : []),
    ...(own.regional === undefined ? [{ what: "regional", region, names: names + origin }] : []),
  ];
}

async function ofRegion({ clients }: Look, region: string, more: number): Promise<Finding[]> {
  const all = (await listCertificates(clients.acm(region))).filter(({ Type }) => Type === "AMAZON_ISSUED");
  const since = Date.now() - YEAR;
  const recent = all.filter(({ CreatedAt }) => (CreatedAt?.getTime() ?? 0) > since).length;
  return [
    room(`certificates, ${region}`, `certificates of ACM in ${region}`, all.length, more, CERTIFICATES),
    // Those that were deleted count as well, and nobody tells how many those are.
    room(
      `requests, ${region}`,
      `requests of a year that still stand in ${region}`,
      recent,
      more,
      REQUESTS_A_YEAR,
    ),
  ];
}
