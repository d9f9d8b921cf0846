import {
  type CertificateDetail,
  DescribeCertificateCommand,
  KeyAlgorithm,
  ListTagsForCertificateCommand,
  paginateListCertificates,
} from "@aws-sdk/client-acm";
import { pages } from "./aws";
import type { Finder, Found } from "./family";
import { orphan, type Tags, tagsOf } from "./ownership";
import type { Planned } from "./plan";

/** By the names that it is for. Nothing stops a second certificate for them, so an orphan costs a quota only. */
export const findCertificate: Finder = async (planned, aws) => {
  const domain = planned.known.text("domain_name");
  if (domain === undefined || planned.known.text("certificate_body") !== undefined) {
    return [];
  }
  const client = aws.acm(planned);
  const summaries = await pages(
    paginateListCertificates(
      { client },
      {
        CertificateStatuses: ["PENDING_VALIDATION", "ISSUED"],
        // Without it ACM lists RSA certificates of 1024 and 2048 bits only.
        Includes: { keyTypes: Object.values(KeyAlgorithm) },
      },
    ),
    (page) => page.CertificateSummaryList,
  );
  const found: Found[] = [];
  for (const { CertificateArn } of summaries.filter(({ DomainName }) => DomainName === domain)) {
    const { Certificate = {} } = await client.send(new DescribeCertificateCommand({ CertificateArn }));
    const { Tags } = await client.send(new ListTagsForCertificateCommand({ CertificateArn }));
    found.push(...certificateFound(planned, Certificate, tagsOf(Tags)));
  }
  return found;
};

export function certificateFound(planned: Planned, certificate: CertificateDetail, tags: Tags): Found[] {
  const {
    CertificateArn = "",
    DomainName = "",
    SubjectAlternativeNames = [],
    Type = "AMAZON_ISSUED",
  } = certificate;
  const names = [...new Set([DomainName, ...SubjectAlternativeNames])];
  const plannedNames = new Set([
    planned.known.text("domain_name"),
    ...planned.known.texts("subject_alternative_names"),
  ]);
  const same =
    Type === "AMAZON_ISSUED" &&
    names.length === plannedNames.size &&
    names.every((name) => plannedNames.has(name));
  return same ? orphan(planned, CertificateArn, `for ${names.join(", ")}`, tags) : [];
}
