import { createHash } from "node:crypto";
import type { Environment } from "../config/environment";

/** What begins every name: `<project>-<environment>`. */
export interface Named {
  readonly project: string;
  readonly environment: string;
}

/**
 * `<project>-<environment>-<suffix>`, never longer than the service allows. A name that would be longer is
 * cut and ends in six characters of its own hash, so that two long names stay different.
 */
export function resourceName(owner: Named, suffix: string, limit: number): string {
  const name = [owner.project, owner.environment, suffix].filter((part) => part !== "").join("-");
  if (name.length <= limit) {
    return name;
  }
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 6);
  return `${name.slice(0, limit - hash.length - 1).replace(/-+$/, "")}-${hash}`;
}

/** The same for arguments to which AWS's provider appends its own unique suffix (`name_prefix`). */
export function namePrefix(owner: Named, suffix: string, limit: number): string {
  return `${resourceName(owner, suffix, limit - 1)}-`;
}

/**
 * Id of the load balancer: whether it has a public address. What belongs to it has the same word in its address, so
 * that both can stand beside each other.
 */
export function balancerId({ loadBalancer }: Pick<Environment, "loadBalancer">): "public" | "private" {
  return loadBalancer.exposure === "private" ? "private" : "public";
}

/** Limits of the services' names, in characters. */
export const NAME_LIMITS = {
  /** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
  loadBalancer: 32,
  /** `name_prefix` of aws_lb_target_group: 32 less the 26 characters that the provider appends */
  targetGroupPrefix: 6,
  /** `name_prefix` of aws_security_group: 255 less 26 */
  securityGroupPrefix: 100,
  /** `name_prefix` of aws_launch_template: 128 less 26 */
  launchTemplatePrefix: 102,
  /** `name_prefix` of aws_autoscaling_group: 255 less 26; as short as that of the security group */
  autoScalingGroupPrefix: 100,
  /** `name_prefix` of aws_iam_role: 64 less 26 */
  rolePrefix: 38,
  /** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions */
  tagValue: 256,
  /** `bucket_prefix` of aws_s3_bucket: 63 less 26 */
  bucketPrefix: 37,
  /** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html */
  cloudfrontFunction: 64,
  /** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html */
  originAccessControl: 64,
  /** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html */
  responseHeadersPolicy: 128,
  /** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html */
  cachePolicy: 128,
  /** https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html */
  webAcl: 128,
  /** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html */
  logDelivery: 60,
  /** none is documented: that of the origin access control, which is as short as any */
  vpcOrigin: 64,
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html */
  dashboard: 255,
  /** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
  topic: 256,
  /** an alarm's 255, less what stands behind: backend and kind */
  alarmPrefix: 200,
} as const;
