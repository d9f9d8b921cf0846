import { jsonError } from "../aws-error";
import { jsonBody } from "../aws-request";
import type { Rule } from "../rule";

/**
 * A certificate that a load balancer or a distribution presents is not deleted.
 *
 * AWS: ResourceInUseException, 400.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html
 */
export const certificateInUse: Rule = {
  name: "certificate-in-use",
  async answer(request, { ask }) {
    const { CertificateArn: arn } = jsonBody(request);
    if (request.service !== "acm" || request.action !== "DeleteCertificate" || typeof arn !== "string") {
      return undefined;
    }
    const users = await ask.certificateUsers(arn);
    return users.length > 0
      ? jsonError("ResourceInUseException", `Certificate ${arn} in account ${arn.split(":")[4]} is in use.`)
      : undefined;
  },
};
