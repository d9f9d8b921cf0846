import { type AwsRequest, type AwsResponse, isRecord, jsonBody, withBody } from "../aws-request";
import type { Rule, RuleContext } from "../rule";

/**
 * A certificate stays PENDING_VALIDATION until the record of each of its names is in Route 53. moto issues by
 * the clock, and asks the same record for every name.
 *
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html
 */
export const certificateValidation: Rule = {
  name: "certificate-validation",

  // moto would choose by its own idea of the status: it is asked for all, and the answer is sifted.
  async forward(request) {
    if (!isAcm(request, "ListCertificates")) {
      return request;
    }
    const { CertificateStatuses: _, ...rest } = jsonBody(request);
    return withBody(request, JSON.stringify(rest));
  },

  async reply(request, response, context) {
    if (response.status !== 200) {
      return response;
    }
    if (isAcm(request, "DescribeCertificate")) {
      return describe(response, context);
    }
    return isAcm(request, "ListCertificates") ? list(request, response, context) : response;
  },
};

async function describe(response: AwsResponse, { ask, certificates }: RuleContext): Promise<AwsResponse> {
  const { Certificate: certificate } = jsonBody(response);
  if (!isRecord(certificate)) {
    return response;
  }
  const InUseBy = await ask.certificateUsers(String(certificate.CertificateArn));
  return json(response, { Certificate: { ...(await certificates.rewrite(certificate)), InUseBy } });
}

async function list(
  request: AwsRequest,
  response: AwsResponse,
  { ask, certificates }: RuleContext,
): Promise<AwsResponse> {
  const { CertificateSummaryList: summaries, ...rest } = jsonBody(response);
  const { CertificateStatuses: wanted } = jsonBody(request);
  const rewritten: Record<string, unknown>[] = [];
  for (const summary of Array.isArray(summaries) ? summaries.filter(isRecord) : []) {
    const { DomainValidationOptions: _, ...certificate } = await certificates.rewrite(summary);
    if (!Array.isArray(wanted) || wanted.length === 0 || wanted.includes(certificate.Status)) {
      const users = await ask.certificateUsers(String(certificate.CertificateArn));
      rewritten.push({ ...certificate, InUse: users.length > 0 });
    }
  }
  return json(response, { ...rest, CertificateSummaryList: rewritten });
}

function isAcm(request: AwsRequest, action: string): boolean {
  return request.service === "acm" && request.action === action;
}

function json(response: AwsResponse, body: unknown): AwsResponse {
  return { ...response, body: Buffer.from(JSON.stringify(body)) };
}
