import { requireIssuedCertificate } from "./certificate-rules";
import type { Context } from "./context";
import { completeDistributionConfig } from "./distribution-defaults";
import { distributionArn, distributionElement, statusOf, summaryElement } from "./distribution-elements";
import { requireDistributionConfig } from "./distribution-rules";
import { CloudFrontError } from "./errors";
import { newDomainName, newId } from "./ids";
import { pageElement } from "./pages";
import type { DistributionRecord } from "./records";
import { type ApiRequest, type ApiResponse, parameter, type Route } from "./router";
import { parseTags, removeTags, storeTags } from "./tagging";
import { requireVersion } from "./versions";
import { find, parseXml, textAt, type XmlElement } from "./xml";

export const distributionRoutes: readonly Route[] = [
  {
    operation: "CreateDistributionWithTags",
    method: "POST",
    path: "/distribution",
    query: { name: "WithTags", value: "" },
    handle: (request, context) => {
      const body = parseXml(request.body, "DistributionConfigWithTags");
      const config = find(body, "DistributionConfig");
      if (config === undefined) {
        throw new CloudFrontError("MalformedInput", "The body must have a DistributionConfig.");
      }
      return createDistribution(config, parseTags(find(body, "Tags")), context);
    },
  },
  {
    operation: "CreateDistribution",
    method: "POST",
    path: "/distribution",
    handle: (request, context) =>
      createDistribution(parseXml(request.body, "DistributionConfig"), {}, context),
  },
  { operation: "ListDistributions", method: "GET", path: "/distribution", handle: listDistributions },
  { operation: "GetDistribution", method: "GET", path: "/distribution/{Id}", handle: getDistribution },
  {
    operation: "GetDistributionConfig",
    method: "GET",
    path: "/distribution/{Id}/config",
    handle: (request, context) => {
      const { config, etag } = requireDistribution(context, parameter(request, "Id"));
      return { status: 200, body: config, headers: { ETag: etag } };
    },
  },
  {
    operation: "UpdateDistribution",
    method: "PUT",
    path: "/distribution/{Id}/config",
    handle: updateDistribution,
  },
  {
    operation: "DeleteDistribution",
    method: "DELETE",
    path: "/distribution/{Id}",
    handle: deleteDistribution,
  },
];

/** The distribution of an id, or `NoSuchDistribution`. */
export function requireDistribution(context: Context, id: string): DistributionRecord {
  const record = context.distributions.get(id);
  if (record === undefined) {
    throw new CloudFrontError("NoSuchDistribution", "The specified distribution does not exist.");
  }
  return record;
}

async function createDistribution(
  given: XmlElement,
  tags: Readonly<Record<string, string>>,
  context: Context,
): Promise<ApiResponse> {
  await requireIssuedCertificate(given, context);
  requireDistributionConfig(given, context, undefined);
  // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html (CallerReference)
  const reference = textAt(given, "CallerReference");
  const same = context.distributions
    .all()
    .find((other) => textAt(other.config, "CallerReference") === reference);
  if (same !== undefined) {
    throw new CloudFrontError(
      "DistributionAlreadyExists",
      `The caller reference that you are using to create a distribution is associated with another distribution. Already exists: ${same.id}`,
    );
  }
  const id = newId();
  const record: DistributionRecord = {
    id,
    domainName: newDomainName(),
    etag: newId(),
    config: completeDistributionConfig(given),
    modified: context.now(),
    deployedAt: context.deployed(),
  };
  // The tags first: a distribution that is there has its tags, whenever the process ends.
  storeTags(context, distributionArn(context, id), tags);
  context.distributions.put(id, record);
  return {
    status: 201,
    body: distributionElement(record, context),
    headers: {
      ETag: record.etag,
      Location: `https://cloudfront.amazonaws.com/2020-05-31/distribution/${id}`,
    },
  };
}

function getDistribution(request: ApiRequest, context: Context): ApiResponse {
  const record = requireDistribution(context, parameter(request, "Id"));
  return { status: 200, body: distributionElement(record, context), headers: { ETag: record.etag } };
}

async function updateDistribution(request: ApiRequest, context: Context): Promise<ApiResponse> {
  const id = parameter(request, "Id");
  const given = parseXml(request.body, "DistributionConfig");
  requireVersion(request, requireDistribution(context, id).etag);
  await requireIssuedCertificate(given, context);
  // Another request may have been served while the certificate was looked up.
  const record = requireDistribution(context, id);
  requireVersion(request, record.etag);
  requireDistributionConfig(given, context, id);
  if (textAt(given, "CallerReference") !== textAt(record.config, "CallerReference")) {
    throw new CloudFrontError("IllegalUpdate", "The CallerReference of a distribution cannot be changed.");
  }
  const updated: DistributionRecord = {
    ...record,
    etag: newId(),
    config: completeDistributionConfig(given),
    modified: context.now(),
    deployedAt: context.deployed(),
  };
  context.distributions.put(id, updated);
  return { status: 200, body: distributionElement(updated, context), headers: { ETag: updated.etag } };
}

/**
 * Only a distribution that is disabled, and whose disabling is deployed, can be deleted. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowToDeleteDistribution.html
 */
function deleteDistribution(request: ApiRequest, context: Context): ApiResponse {
  const record = requireDistribution(context, parameter(request, "Id"));
  requireVersion(request, record.etag);
  if (textAt(record.config, "Enabled") === "true" || statusOf(record, context) === "InProgress") {
    throw new CloudFrontError(
      "DistributionNotDisabled",
      "The distribution you are trying to delete has not been disabled.",
    );
  }
  context.distributions.delete(record.id);
  removeTags(context, distributionArn(context, record.id));
  for (const invalidation of context.invalidations.all()) {
    if (invalidation.distributionId === record.id) {
      context.invalidations.delete(invalidation.id);
    }
  }
  return { status: 204 };
}

function listDistributions(request: ApiRequest, context: Context): ApiResponse {
  return {
    status: 200,
    body: pageElement(
      "DistributionList",
      request,
      context.distributions.all(),
      (record) => record.id,
      (record) => summaryElement(record, context),
    ),
  };
}
