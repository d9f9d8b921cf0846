/** `gatehouse/modules/edge` of the package. */
export { Distribution } from "../../modules/edge/distribution";
export type {
  BackendOriginProps,
  DistributionProps,
  OriginHeader,
  SiteOriginProps,
} from "../../modules/edge/distribution-props";
export { PageCachePolicy, type PageCachePolicyProps } from "../../modules/edge/page-cache-policy";
export { bySpecificity } from "../../modules/edge/path-patterns";
export {
  type ReferrerPolicy,
  SecurityHeaders,
  type SecurityHeadersProps,
  type StrictTransport,
} from "../../modules/edge/security-headers";
export { SiteBucket, type SiteBucketProps } from "../../modules/edge/site-bucket";
export { SiteBucketPolicy, type SiteBucketPolicyProps } from "../../modules/edge/site-bucket-policy";
export { ViewerRequestFunction, type ViewerRequestFunctionProps } from "../../modules/edge/viewer-request";
export {
  DEFAULT_ASSET_EXTENSIONS,
  type ViewerRequestOptions,
  viewerRequestCode,
} from "../../modules/edge/viewer-request-source";
