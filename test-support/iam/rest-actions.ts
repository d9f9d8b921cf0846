/** S3's actions, which are often not named like its operations: method and what of the bucket or object it is about. */
export const S3_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  "HEAD bucket": ["ListBucket"],
  "GET bucket": ["ListBucket"],
  "PUT bucket": ["CreateBucket"],
  "DELETE bucket": ["DeleteBucket"],
  "GET bucket accelerate": ["GetAccelerateConfiguration"],
  "GET bucket acl": ["GetBucketAcl"],
  "GET bucket cors": ["GetBucketCORS"],
  "GET bucket encryption": ["GetEncryptionConfiguration"],
  "GET bucket lifecycle": ["GetLifecycleConfiguration"],
  "GET bucket logging": ["GetBucketLogging"],
  "GET bucket object-lock": ["GetBucketObjectLockConfiguration"],
  "GET bucket ownershipControls": ["GetBucketOwnershipControls"],
  "GET bucket policy": ["GetBucketPolicy"],
  "GET bucket publicAccessBlock": ["GetBucketPublicAccessBlock"],
  "GET bucket replication": ["GetReplicationConfiguration"],
  "GET bucket requestPayment": ["GetBucketRequestPayment"],
  "GET bucket tagging": ["GetBucketTagging"],
  "GET bucket versioning": ["GetBucketVersioning"],
  "GET bucket versions": ["ListBucketVersions"],
  "GET bucket website": ["GetBucketWebsite"],
  "PUT bucket encryption": ["PutEncryptionConfiguration"],
  "PUT bucket lifecycle": ["PutLifecycleConfiguration"],
  "PUT bucket ownershipControls": ["PutBucketOwnershipControls"],
  "PUT bucket policy": ["PutBucketPolicy"],
  "PUT bucket publicAccessBlock": ["PutBucketPublicAccessBlock"],
  "PUT bucket tagging": ["PutBucketTagging"],
  "PUT bucket versioning": ["PutBucketVersioning"],
  "DELETE bucket encryption": ["PutEncryptionConfiguration"],
  "DELETE bucket lifecycle": ["PutLifecycleConfiguration"],
  "DELETE bucket ownershipControls": ["PutBucketOwnershipControls"],
  "DELETE bucket policy": ["DeleteBucketPolicy"],
  "DELETE bucket publicAccessBlock": ["PutBucketPublicAccessBlock"],
  "DELETE bucket tagging": ["PutBucketTagging"],
  // Whichever of them the keys in its body ask for.
  "POST bucket delete": ["DeleteObject", "DeleteObjectVersion"],
  "GET object": ["GetObject"],
  "HEAD object": ["GetObject"],
  "PUT object": ["PutObject"],
  "DELETE object": ["DeleteObject"],
};

type RestAction = readonly [request: RegExp, actions: readonly string[]];

/** Method and path without the version, to actions; the path's second part is what they are about. */
export const CLOUDFRONT_ACTIONS: readonly RestAction[] = [
  [/^POST \/distribution$/, ["CreateDistribution"]],
  [/^GET \/distribution\/[^/]+$/, ["GetDistribution"]],
  [/^PUT \/distribution\/[^/]+\/config$/, ["UpdateDistribution"]],
  [/^DELETE \/distribution\/[^/]+$/, ["DeleteDistribution"]],
  [/^POST \/distribution\/[^/]+\/invalidation$/, ["CreateInvalidation"]],
  [/^GET \/distribution\/[^/]+\/invalidation\/[^/]+$/, ["GetInvalidation"]],
  [/^POST \/function$/, ["CreateFunction"]],
  [/^GET \/function\/[^/]+\/describe$/, ["DescribeFunction"]],
  [/^GET \/function\/[^/]+$/, ["GetFunction"]],
  [/^PUT \/function\/[^/]+$/, ["UpdateFunction"]],
  [/^POST \/function\/[^/]+\/publish$/, ["PublishFunction"]],
  [/^DELETE \/function\/[^/]+$/, ["DeleteFunction"]],
  [/^GET \/tagging$/, ["ListTagsForResource"]],
  [/^POST \/vpc-origin$/, ["CreateVpcOrigin"]],
  [/^GET \/vpc-origin\/[^/]+$/, ["GetVpcOrigin"]],
  [/^PUT \/vpc-origin\/[^/]+$/, ["UpdateVpcOrigin"]],
  [/^DELETE \/vpc-origin\/[^/]+$/, ["DeleteVpcOrigin"]],
  ...(
    [
      ["cache-policy", "CachePolicy"],
      ["origin-access-control", "OriginAccessControl"],
      ["response-headers-policy", "ResponseHeadersPolicy"],
    ] as const
  ).flatMap(([path, name]): RestAction[] => [
    [new RegExp(`^POST /${path}$`), [`Create${name}`]],
    [new RegExp(`^GET /${path}/[^/]+$`), [`Get${name}`]],
    [new RegExp(`^PUT /${path}/[^/]+(/config)?$`), [`Update${name}`]],
    [new RegExp(`^DELETE /${path}/[^/]+$`), [`Delete${name}`]],
  ]),
];

export const ROUTE53_ACTIONS: readonly RestAction[] = [
  [/^GET \/hostedzone$/, ["ListHostedZones"]],
  [/^POST \/hostedzone$/, ["CreateHostedZone"]],
  [/^GET \/hostedzone\/[^/]+$/, ["GetHostedZone"]],
  [/^DELETE \/hostedzone\/[^/]+$/, ["DeleteHostedZone"]],
  [/^GET \/hostedzone\/[^/]+\/rrset$/, ["ListResourceRecordSets"]],
  [/^POST \/hostedzone\/[^/]+\/rrset\/?$/, ["ChangeResourceRecordSets"]],
  [/^GET \/change\/[^/]+$/, ["GetChange"]],
  [/^GET \/tags\/hostedzone\/[^/]+$/, ["ListTagsForResource"]],
  [/^POST \/tags\/hostedzone\/[^/]+$/, ["ChangeTagsForResource"]],
];
