import type { Environment } from "../environment";
import { partsOfArn } from "../schema/aws";
import type { Report, Rule } from "./rule";

export const ownCertificates: Rule = {
  id: "own-certificates",
  reason:
    "CloudFront reads certificates from us-east-1, a load balancer from its own region, both from their own account.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
  remedy: "Request or import the certificate in the region and account that read it.",
  stage: "synth",
  waivable: "nothing",
  reads: ["certificates", "region", "accountId", "edge"],
  subject: ({ certificates }) => Object.values(certificates).join(", ") || "both are requested here",
  check({ certificates, region, accountId, edge }, report) {
    if (certificates.viewer !== undefined) {
      checkArn("viewer", certificates.viewer, "us-east-1", accountId, report);
      if (!edge.enabled) {
        report.problem({
          path: ["certificates", "viewer"],
          wrong: "is read by CloudFront alone, and edge.enabled is false",
          fix: "remove it: the load balancer's certificate is certificates.regional",
        });
      }
    }
    if (certificates.regional !== undefined) {
      checkArn("regional", certificates.regional, region, accountId, report);
    }
  },
};

function checkArn(
  key: keyof Environment["certificates"],
  arn: string,
  region: string,
  accountId: string | undefined,
  report: Report,
): void {
  const path = ["certificates", key];
  const found = partsOfArn(arn);
  if (found.region !== region) {
    report.problem({
      path,
      wrong: `must be a certificate in ${region}`,
      found: `one in ${found.region}`,
      fix: `request or import it in ${region}, or remove the key to have one requested`,
    });
  }
  if (accountId !== undefined && found.account !== accountId) {
    report.problem({
      path,
      wrong: `must be a certificate of account ${accountId}`,
      found: `one of ${found.account}`,
      fix: "certificates are not shared between accounts: request or import it there",
    });
  }
}
