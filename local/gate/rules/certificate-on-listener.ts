import { queryError } from "../aws-error";
import { fieldValues } from "../aws-request";
import type { Rule } from "../rule";

const ACTIONS = ["CreateListener", "ModifyListener", "AddListenerCertificates"];

/**
 * A listener takes only an issued certificate of its own region.
 *
 * AWS: UnsupportedCertificate for one that is not issued, CertificateNotFound for one that does not exist,
 * ValidationError for one of another region; all 400.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
 */
export const certificateOnListener: Rule = {
  name: "certificate-on-listener",
  async answer(request, { certificates }) {
    if (!ACTIONS.includes(request.action)) {
      return undefined;
    }
    for (const arn of fieldValues(request, /^Certificates\.member\.\d+\.CertificateArn$/)) {
      const [, , service, region] = arn.split(":");
      if (service !== "acm") {
        continue;
      }
      if (region !== request.region) {
        return queryError("ValidationError", `Certificate ARN '${arn}' is not valid`);
      }
      const certificate = await certificates.describe(arn);
      if (certificate === undefined) {
        return queryError("CertificateNotFound", `Certificate '${arn}' not found`);
      }
      if (certificate.Status !== "ISSUED") {
        return queryError(
          "UnsupportedCertificate",
          `The certificate '${arn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
        );
      }
    }
    return undefined;
  },
};
