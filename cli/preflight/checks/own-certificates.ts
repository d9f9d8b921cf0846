import { type CertificateDetail, DescribeCertificateCommand } from "@aws-sdk/client-acm";
import { partsOfArn } from "../../../config/schema/aws";
import { covers } from "../../../modules/dns/names";
import { type Finding, fail, ok, skipped, warning } from "../../doctor/finding";
import { unlessMissing } from "../../recover/aws";
import type { Check } from "../check";
import type { Look } from "../look";

const CHECK = "own certificates";
/** ACM renews none that was imported. */
const SOON = 30 * 24 * 3600 * 1000;

/** Whether the certificates that the file names by ARN are issued, and hold what they are asked for. */
export const ownCertificates: Check = {
  id: "certificate-holds-names",
  wait: "looking at the environment's own certificates",
  permissions: ["acm:DescribeCertificate"],
  async run(look) {
    const { certificates } = look.environment;
    const { viewer, origin } = look.hosts;
    const wanted = [
      { key: "viewer", arn: certificates.viewer, names: viewer },
      {
        key: "regional",
        arn: certificates.regional,
        names: origin === undefined ? viewer : [...viewer, origin],
      },
    ];
    const findings = [];
    for (const { key, arn, names } of wanted) {
      const asked = look.environment.edge.enabled ? names : viewer;
      if (arn !== undefined) findings.push(await checkOne(look, `certificates.${key}`, arn, asked));
    }
    return findings.length > 0 ? findings : [skipped(CHECK, "not needed: every certificate is requested")];
  },
};

async function checkOne(
  { clients }: Look,
  check: string,
  arn: string,
  names: readonly string[],
): Promise<Finding> {
  const answer = await unlessMissing(
    clients.acm(partsOfArn(arn).region).send(new DescribeCertificateCommand({ CertificateArn: arn })),
    undefined,
    "ResourceNotFoundException",
  );
  return judgeCertificate(check, arn, names, answer?.Certificate, Date.now());
}

/** What a certificate is worth for some names. */
export function judgeCertificate(
  check: string,
  arn: string,
  names: readonly string[],
  found: CertificateDetail | undefined,
  now: number,
): Finding {
  const id = arn.split("/").at(-1) ?? arn;
  if (found === undefined) {
    return fail(check, `there is no certificate ${id}`, `correct ${check}, or take the key out`);
  }
  if (found.Status !== "ISSUED") {
    return fail(
      check,
      `${id} is ${found.Status}`,
      "have it issued, or take the key out to have one requested",
    );
  }
  const held = found.SubjectAlternativeNames ?? [found.DomainName ?? ""];
  const missing = names.filter((name) => !covers(held, name));
  if (missing.length > 0) {
    const mend = "request one that holds every name, or take the key out to have one requested";
    return fail(check, `${id} holds ${held.join(", ")}, and not ${missing.join(", ")}`, mend);
  }
  const ends = found.NotAfter?.getTime();
  return found.Type === "IMPORTED" && ends !== undefined && ends - now < SOON
    ? warning(
        check,
        `${id} ends on ${found.NotAfter?.toISOString().slice(0, 10)}, and was imported`,
        "import its successor",
      )
    : ok(check, `${id} holds ${names.join(", ")}`);
}
