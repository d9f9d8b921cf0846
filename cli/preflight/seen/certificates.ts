import {
  type ACMClient,
  type CertificateDetail,
  type CertificateSummary,
  DescribeCertificateCommand,
  ListTagsForCertificateCommand,
  paginateListCertificates,
} from "@aws-sdk/client-acm";
import type { Environment } from "../../../config/environment";
import { baseName } from "../../../modules/dns/names";
import { KEY_TYPES } from "../../init/look";
import { pages } from "../../recover/aws";
import { isOwn } from "./own";

/** Every certificate of a region, those that are expired or revoked too: they count. */
export function listCertificates(client: ACMClient): Promise<CertificateSummary[]> {
  return pages(
    paginateListCertificates({ client }, { Includes: { keyTypes: KEY_TYPES } }),
    ({ CertificateSummaryList }) => CertificateSummaryList,
  );
}

/** Those of ACM's own that hold one of the names, or its wildcard, with their validation records. */
export async function certificatesFor(
  client: ACMClient,
  names: readonly string[],
): Promise<CertificateDetail[]> {
  const all = await listCertificates(client);
  const found = all.filter((summary) => {
    const some = [summary.DomainName ?? "", ...(summary.SubjectAlternativeNameSummaries ?? [])].map(baseName);
    const more = summary.HasAdditionalSubjectAlternativeNames === true;
    return summary.Type === "AMAZON_ISSUED" && (more || some.some((name) => names.includes(name)));
  });
  const details = [];
  for (const { CertificateArn } of found) {
    const { Certificate } = await client.send(new DescribeCertificateCommand({ CertificateArn }));
    if (Certificate !== undefined) details.push(Certificate);
  }
  return details;
}

export async function isOwnCertificate(
  client: ACMClient,
  environment: Environment,
  { CertificateArn }: CertificateDetail,
): Promise<boolean> {
  const { Tags } = await client.send(new ListTagsForCertificateCommand({ CertificateArn }));
  return isOwn(environment, Tags);
}
