import type { Certificate, Context } from "./context";
import { aliasesOf } from "./distribution-parts";
import { CloudFrontError } from "./errors";
import { textAt, type XmlElement } from "./xml";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
const REQUIREMENTS =
  "For more details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements";

const UNKNOWN =
  "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html */
const PROTOCOLS = [
  "SSLv3",
  "TLSv1",
  "TLSv1_2016",
  "TLSv1.1_2016",
  "TLSv1.2_2018",
  "TLSv1.2_2019",
  "TLSv1.2_2021",
  "TLSv1.2_2025",
  "TLSv1.3_2025",
];

/** Refuses what a viewer certificate shows by itself to be wrong. */
export function requireCertificate(config: XmlElement): void {
  const arn = certificateArnOf(config);
  const own = arn !== "" || textAt(config, "ViewerCertificate", "IAMCertificateId") !== "";
  if (arn !== "" && !/^arn:aws:acm:us-east-1:\d{12}:certificate\/.+$/.test(arn)) {
    throw new CloudFrontError("InvalidViewerCertificate", UNKNOWN);
  }
  if (!own && aliasesOf(config).length > 0) {
    throw new CloudFrontError(
      "InvalidViewerCertificate",
      `To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name. ${REQUIREMENTS}`,
    );
  }
  const protocol = textAt(config, "ViewerCertificate", "MinimumProtocolVersion");
  const method = textAt(config, "ViewerCertificate", "SSLSupportMethod");
  if (protocol !== "" && !PROTOCOLS.includes(protocol)) {
    throw new CloudFrontError("InvalidMinimumProtocolVersion", `No such protocol version: ${protocol}`);
  }
  if (method === "sni-only" && protocol === "SSLv3") {
    throw new CloudFrontError("InvalidProtocolSettings", "SSLv3 cannot be used with SNI only.");
  }
}

/** Refuses a certificate that the certificate manager does not have, has not issued, or made for other names. */
export async function requireIssuedCertificate(config: XmlElement, context: Context): Promise<void> {
  const arn = certificateArnOf(config);
  if (arn === "" || context.certificate === undefined) {
    return;
  }
  const certificate = await context.certificate(arn);
  if (certificate === undefined || certificate.status !== "ISSUED") {
    throw new CloudFrontError("InvalidViewerCertificate", UNKNOWN);
  }
  if (!aliasesOf(config).every((alias) => covers(certificate, alias))) {
    throw new CloudFrontError(
      "InvalidViewerCertificate",
      `The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add. ${REQUIREMENTS}`,
    );
  }
}

function certificateArnOf(config: XmlElement): string {
  return textAt(config, "ViewerCertificate", "ACMCertificateArn");
}

function covers(certificate: Certificate, alias: string): boolean {
  const wildcard = alias.replace(/^[^.]+/, "*");
  return certificate.names.some((name) => [alias, wildcard].includes(name.toLowerCase()));
}
