/**
 * CloudFront's error codes with their HTTP status, as the API reference lists them for the operations that
 * answer with them (https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations.html). The last
 * two are not CloudFront's own: every REST-XML service answers `MalformedInput`, only this one `NotImplemented`.
 */
const STATUS = {
  AccessDenied: 403,
  BatchTooLarge: 413,
  CNAMEAlreadyExists: 409,
  CachePolicyAlreadyExists: 409,
  CachePolicyInUse: 409,
  CannotDeleteEntityWhileInUse: 409,
  CannotUpdateEntityWhileInUse: 409,
  DistributionAlreadyExists: 409,
  DistributionNotDisabled: 409,
  EntityAlreadyExists: 409,
  EntityNotFound: 404,
  FunctionAlreadyExists: 409,
  FunctionInUse: 409,
  FunctionSizeLimitExceeded: 413,
  IllegalDelete: 400,
  IllegalOriginAccessConfiguration: 400,
  IllegalUpdate: 400,
  InconsistentQuantities: 400,
  InvalidArgument: 400,
  InvalidDefaultRootObject: 400,
  InvalidDomainNameForOriginAccessControl: 400,
  InvalidErrorCode: 400,
  InvalidFunctionAssociation: 400,
  InvalidGeoRestrictionParameter: 400,
  InvalidIfMatchVersion: 400,
  InvalidLocationCode: 400,
  InvalidMinimumProtocolVersion: 400,
  InvalidOriginAccessControl: 400,
  InvalidOriginKeepaliveTimeout: 400,
  InvalidOriginReadTimeout: 400,
  InvalidProtocolSettings: 400,
  InvalidTTLOrder: 400,
  InvalidTagging: 400,
  InvalidViewerCertificate: 400,
  InvalidWebACLId: 400,
  InvalidationBatchAlreadyExists: 409,
  MissingBody: 400,
  NoSuchCachePolicy: 404,
  NoSuchDistribution: 404,
  NoSuchFunctionExists: 404,
  NoSuchInvalidation: 404,
  NoSuchOrigin: 404,
  NoSuchOriginAccessControl: 404,
  NoSuchOriginRequestPolicy: 404,
  NoSuchResource: 404,
  NoSuchResponseHeadersPolicy: 404,
  OriginAccessControlAlreadyExists: 409,
  OriginAccessControlInUse: 409,
  OriginRequestPolicyAlreadyExists: 409,
  OriginRequestPolicyInUse: 409,
  PreconditionFailed: 412,
  ResponseHeadersPolicyAlreadyExists: 409,
  ResponseHeadersPolicyInUse: 409,
  TooLongCSPInResponseHeadersPolicy: 400,
  TooManyCacheBehaviors: 400,
  TooManyCookiesInCachePolicy: 400,
  TooManyCookiesInOriginRequestPolicy: 400,
  TooManyCustomHeadersInResponseHeadersPolicy: 400,
  TooManyDistributionCNAMEs: 400,
  TooManyHeadersInCachePolicy: 400,
  TooManyHeadersInOriginRequestPolicy: 400,
  TooManyOriginCustomHeaders: 400,
  TooManyOrigins: 400,
  TooManyQueryStringsInCachePolicy: 400,
  TooManyQueryStringsInOriginRequestPolicy: 400,
  TooManyRemoveHeadersInResponseHeadersPolicy: 400,
  MalformedInput: 400,
  NotImplemented: 501,
} as const;

/** A code that this control plane answers with. */
export type ErrorCode = keyof typeof STATUS;

/** An error as the API answers it. */
export class CloudFrontError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
    this.name = code;
    this.status = STATUS[code];
  }
}

/** Throws `InvalidArgument` unless the condition holds. */
export function requireArgument(condition: boolean, message: string): asserts condition {
  if (!condition) {
    throw new CloudFrontError("InvalidArgument", message);
  }
}
