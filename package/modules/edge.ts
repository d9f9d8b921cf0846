/** `gatehouse/modules/edge` of the package. */
export { Distribution } from "../../modules/edge/distribution";
export { DistributionLogs, type DistributionLogsProps } from "../../modules/edge/distribution-logs";
export type {
  BackendOriginProps,
  DistributionProps,
  GeoRestriction,
  OriginHeader,
  SiteOriginProps,
} from "../../modules/edge/distribution-props";
export { PageCachePolicy, type PageCachePolicyProps } from "../../modules/edge/page-cache-policy";
export { bySpecificity } from "../../modules/edge/path-patterns";
export {
  type OtherHeader,
  type ReferrerPolicy,
  SecurityHeaders,
  type SecurityHeadersProps,
  type StrictTransport,
} from "../../modules/edge/security-headers";
export { SiteBucket, type SiteBucketProps } from "../../modules/edge/site-bucket";
export { SiteBucketPolicy, type SiteBucketPolicyProps } from "../../modules/edge/site-bucket-policy";
export { ViewerRequestFunction, type ViewerRequestFunctionProps } from "../../modules/edge/viewer-request";
export type { PasswordOptions } from "../../modules/edge/viewer-request-password";
export {
  DEFAULT_ASSET_EXTENSIONS,
  type ViewerRequestOptions,
  viewerRequestCode,
} from "../../modules/edge/viewer-request-source";
export { VpcOrigin, type VpcOriginProps } from "../../modules/edge/vpc-origin";
export { WebAcl, type WebAclProps } from "../../modules/edge/web-acl";
export { WebAclLogs, type WebAclLogsProps } from "../../modules/edge/web-acl-logs";
