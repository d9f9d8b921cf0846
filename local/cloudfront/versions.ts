import { CloudFrontError } from "./errors";
import type { ApiRequest } from "./router";

/**
 * Holds an update or a deletion to the version that its caller has read: `If-Match` must be given
 * (`InvalidIfMatchVersion`) and be the object's ETag (`PreconditionFailed`). See
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistribution.html
 */
export function requireVersion(request: ApiRequest, etag: string): void {
  if (request.ifMatch === undefined || request.ifMatch === "") {
    throw new CloudFrontError(
      "InvalidIfMatchVersion",
      "The If-Match version is missing or not valid for the resource.",
    );
  }
  if (request.ifMatch !== etag) {
    throw new CloudFrontError(
      "PreconditionFailed",
      "The request failed because it didn't meet the preconditions in one or more request-header fields.",
    );
  }
}
