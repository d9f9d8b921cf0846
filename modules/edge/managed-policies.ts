/**
 * Cache policies that AWS keeps, by id: the same in every account, so no data source is needed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
export const MANAGED_CACHE_POLICIES = {
  /** nothing is kept: every TTL is 0 */
  CachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  /** the object's own Cache-Control, within 1 second and 1 year; 24 hours where it has none */
  CachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
} as const;

/**
 * Origin request policies that AWS keeps, by id.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
export const MANAGED_ORIGIN_REQUEST_POLICIES = {
  /** every header (Host among them), cookie and query parameter of the viewer */
  AllViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3",
} as const;
