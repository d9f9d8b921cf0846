import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy";
import { Construct } from "constructs";
import { commentProblems, nameProblems, refuse } from "./problems";

/** CloudFront compresses, and lets a burst of requests share one answer, only where a TTL is above 0. */
const SHORTEST_SECONDS = 1;
const YEAR_SECONDS = 31_536_000;

export interface PageCachePolicyProps {
  /** unique in the account, at most 128 letters, digits, _ or - */
  readonly name: string;
  /** what the policy is for, at most 128 characters */
  readonly comment: string;
}

/**
 * Caching of pages: what the object's Cache-Control says, and one second where it says nothing, so that an
 * `index.html` uploaded without the header is not kept for a day.
 *
 * None of AWS's own policies does that for a bucket: CachingOptimized keeps such an object for 24 hours,
 * CachingDisabled does not compress, and UseOriginCacheControlHeaders has Host in its key, so the bucket is
 * sent the viewer's Host, by which S3 looks for a bucket of that name.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html
 *
 * @example
 * const policy = new PageCachePolicy(stack, "pages", { name: "shop-production-pages", comment: "Pages of shop" });
 */
export class PageCachePolicy extends Construct {
  /** id of the policy, for a behaviour */
  readonly policyId: string;

  constructor(scope: Construct, id: string, { name, comment }: PageCachePolicyProps) {
    super(scope, id);
    refuse(this, [...nameProblems("name", name, 128), ...commentProblems("comment", comment)]);

    this.policyId = new CloudfrontCachePolicy(this, "Resource", {
      name,
      comment,
      minTtl: SHORTEST_SECONDS,
      defaultTtl: SHORTEST_SECONDS,
      maxTtl: YEAR_SECONDS,
      parametersInCacheKeyAndForwardedToOrigin: {
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
      },
      // A policy in use cannot be deleted: the distribution has to let go of it first.
      lifecycle: { createBeforeDestroy: true },
    }).id;
  }
}
