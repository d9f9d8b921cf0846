import { requireConsistentQuantities, requireElements } from "./config-rules";
import type { Context } from "./context";
import { requireDistribution } from "./distributions";
import { CloudFrontError, requireArgument } from "./errors";
import { newInvalidationId } from "./ids";
import { pageElement } from "./pages";
import type { InvalidationRecord } from "./records";
import { type ApiRequest, type ApiResponse, parameter, type Route } from "./router";
import { itemsAt, leaf, node, parseXml, textAt, type XmlElement } from "./xml";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-invalidations */
const MAX_PATHS = 3000;

const PATH = "/distribution/{DistributionId}/invalidation";

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html and its siblings */
export const invalidationRoutes: readonly Route[] = [
  { operation: "CreateInvalidation", method: "POST", path: PATH, handle: createInvalidation },
  { operation: "ListInvalidations", method: "GET", path: PATH, handle: listInvalidations },
  { operation: "GetInvalidation", method: "GET", path: `${PATH}/{Id}`, handle: getInvalidation },
];

function createInvalidation(request: ApiRequest, context: Context): ApiResponse {
  const { id: distributionId } = requireDistribution(context, parameter(request, "DistributionId"));
  const batch = parseXml(request.body, "InvalidationBatch");
  requireBatch(batch);
  const earlier = ofDistribution(context, distributionId).find(
    (other) => textAt(other.batch, "CallerReference") === textAt(batch, "CallerReference"),
  );
  if (earlier !== undefined) {
    // The same batch again is the same invalidation.
    // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_InvalidationBatch.html
    if (pathsOf(earlier.batch).join("\n") !== pathsOf(batch).join("\n")) {
      throw new CloudFrontError(
        "InvalidationBatchAlreadyExists",
        "The caller reference is that of an earlier invalidation with other paths.",
      );
    }
    return answer(earlier, 201, context);
  }
  const record: InvalidationRecord = {
    id: newInvalidationId(),
    distributionId,
    batch,
    created: context.now(),
    completedAt: context.deployed(),
  };
  context.invalidations.put(record.id, record);
  return answer(record, 201, context);
}

function getInvalidation(request: ApiRequest, context: Context): ApiResponse {
  const { id: distributionId } = requireDistribution(context, parameter(request, "DistributionId"));
  const record = context.invalidations.get(parameter(request, "Id"));
  if (record === undefined || record.distributionId !== distributionId) {
    throw new CloudFrontError("NoSuchInvalidation", "The specified invalidation does not exist.");
  }
  return answer(record, 200, context);
}

function listInvalidations(request: ApiRequest, context: Context): ApiResponse {
  const { id } = requireDistribution(context, parameter(request, "DistributionId"));
  const body = pageElement(
    "InvalidationList",
    request,
    ofDistribution(context, id),
    (record) => record.id,
    (record) =>
      node(
        "InvalidationSummary",
        leaf("Id", record.id),
        leaf("CreateTime", record.created),
        leaf("Status", statusOf(record, context)),
      ),
  );
  return { status: 200, body };
}

function ofDistribution(context: Context, distributionId: string): readonly InvalidationRecord[] {
  return context.invalidations.all().filter((record) => record.distributionId === distributionId);
}

function pathsOf(batch: XmlElement): readonly string[] {
  return itemsAt(batch, "Paths").map((path) => path.text);
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html */
function requireBatch(batch: XmlElement): void {
  requireElements(batch, ["Paths", "CallerReference"]);
  requireConsistentQuantities(batch);
  const paths = pathsOf(batch);
  requireArgument(paths.length > 0, "Your request contains no paths to invalidate.");
  if (paths.length > MAX_PATHS) {
    throw new CloudFrontError("BatchTooLarge", `${paths.length} paths, at most ${MAX_PATHS}.`);
  }
  for (const path of paths) {
    requireArgument(
      /^\/[^*]*\*?$/.test(path),
      `Your request contains one or more invalid invalidation paths: ${path}`,
    );
  }
}

function statusOf(record: InvalidationRecord, context: Context): "InProgress" | "Completed" {
  return context.now() < record.completedAt ? "InProgress" : "Completed";
}

function answer(record: InvalidationRecord, status: number, context: Context): ApiResponse {
  const body = node(
    "Invalidation",
    leaf("Id", record.id),
    leaf("Status", statusOf(record, context)),
    leaf("CreateTime", record.created),
    record.batch,
  );
  const location = `https://cloudfront.amazonaws.com/2020-05-31/distribution/${record.distributionId}/invalidation/${record.id}`;
  return { status, body, headers: { Location: location } };
}
