import { distinctValidationNames } from "../../../modules/dns/names";
import { type Finding, fail, ok, skipped, warning } from "../../doctor/finding";
import type { Check } from "../check";
import { holdingCaa, verdictOf } from "../dns/caa";
import type { Look } from "../look";

const MEND =
  'add CAA 0 issue "amazon.com" beside the others, and wait for the old TTL: authorities keep it so long';

/** Whether Amazon may issue the certificates that are requested. Certbot's users often let only Let's Encrypt issue. */
export const caa: Check = {
  id: "certificate-authority",
  wait: "asking which authorities may issue certificates",
  permissions: [],
  async run(look) {
    const names = requestedNames(look);
    if (names.length === 0) {
      return [skipped("CAA", "not needed: every certificate is the environment's own")];
    }
    return Promise.all(names.map((name) => checkName(look, name)));
  },
};

/** The names of the certificates that are requested from ACM. */
function requestedNames({ environment: { certificates, edge }, hosts }: Look): readonly string[] {
  const regional = certificates.regional === undefined;
  const viewer = edge.enabled && certificates.viewer === undefined;
  return [
    ...(regional || viewer ? hosts.viewer : []),
    ...(regional && edge.enabled && hosts.origin !== undefined ? [hosts.origin] : []),
  ];
}

async function checkName({ dns, environment }: Look, name: string): Promise<Finding> {
  const check = `CAA of ${name}`;
  const holding = await holdingCaa(name, dns);
  if ("records" in holding) {
    const verdict = verdictOf(name, holding);
    if (verdict.kind === "allowed") return ok(check, verdict.by);
    // The environment's own record stands for the first name and those below it, from this apply on.
    const replaced = environment.dns.caa !== undefined && holding.at === environment.domain.name;
    return replaced
      ? warning(
          check,
          `${verdict.why}; dns.caa writes a record of that name`,
          "import the record first; it counts until its TTL is over",
        )
      : fail(check, verdict.why, MEND);
  }
  switch (holding.kind) {
    case "none":
      return ok(check, "no CAA record at the name or above it: any authority may issue");
    case "failed":
      return fail(
        check,
        `the name servers fail to answer (${holding.reason}), and no authority issues then`,
        `have them answer: dig CAA ${distinctValidationNames([name]).join("")}`,
      );
    case "unanswered":
      return skipped(check, holding.reason);
  }
}
