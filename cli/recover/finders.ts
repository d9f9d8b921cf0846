import { findBucket } from "./buckets";
import { findCertificate } from "./certificates";
import { findFunction } from "./cloudfront-functions";
import { findCachePolicy, findOriginAccessControl, findResponseHeadersPolicy } from "./cloudfront-settings";
import { findDistribution } from "./distributions";
import type { Finder } from "./family";
import { findWebAcl } from "./firewall";
import { findFlowLog } from "./flow-logs";
import { findAutoScalingGroup, findLaunchTemplate } from "./instances";
import { findListener, findListenerRule, findLoadBalancer, findTargetGroup } from "./load-balancing";
import { findDelivery, findDeliveryDestination, findDeliverySource, findLogGroup } from "./logs";
import { findParameter } from "./parameters";
import { findRecord } from "./records";
import { findRoute, findRouteTableAssociation } from "./routes";
import { findSecurityGroup, findSecurityGroupRule } from "./security-groups";
import { findVpcOrigin } from "./vpc-origins";
import {
  findAddress,
  findInternetGateway,
  findNatGateway,
  findRouteTable,
  findSubnet,
  findVpc,
} from "./vpc-parts";
import { findZone } from "./zones";

/** Who looks for which resource type. */
export const FINDERS: Readonly<Record<string, Finder>> = {
  aws_acm_certificate: findCertificate,
  aws_autoscaling_group: findAutoScalingGroup,
  aws_cloudfront_cache_policy: findCachePolicy,
  aws_cloudfront_distribution: findDistribution,
  aws_cloudfront_function: findFunction,
  aws_cloudfront_origin_access_control: findOriginAccessControl,
  aws_cloudfront_response_headers_policy: findResponseHeadersPolicy,
  aws_cloudfront_vpc_origin: findVpcOrigin,
  aws_cloudwatch_log_delivery: findDelivery,
  aws_cloudwatch_log_delivery_destination: findDeliveryDestination,
  aws_cloudwatch_log_delivery_source: findDeliverySource,
  aws_cloudwatch_log_group: findLogGroup,
  aws_eip: findAddress,
  aws_flow_log: findFlowLog,
  aws_internet_gateway: findInternetGateway,
  aws_launch_template: findLaunchTemplate,
  aws_lb: findLoadBalancer,
  aws_lb_listener: findListener,
  aws_lb_listener_rule: findListenerRule,
  aws_lb_target_group: findTargetGroup,
  aws_nat_gateway: findNatGateway,
  aws_route: findRoute,
  aws_route53_record: findRecord,
  aws_route53_zone: findZone,
  aws_route_table: findRouteTable,
  aws_route_table_association: findRouteTableAssociation,
  aws_s3_bucket: findBucket,
  aws_security_group: findSecurityGroup,
  aws_ssm_parameter: findParameter,
  aws_subnet: findSubnet,
  aws_vpc: findVpc,
  aws_vpc_security_group_egress_rule: findSecurityGroupRule,
  aws_vpc_security_group_ingress_rule: findSecurityGroupRule,
  aws_wafv2_web_acl: findWebAcl,
};

/**
 * Types whose creation may be repeated: it sets what is already set, or waits for what is already there. A role and its
 * profile have names that nothing else has: one that is left over costs nothing and is in nobody's way.
 */
export const REPEATABLE: ReadonlySet<string> = new Set([
  "aws_acm_certificate_validation",
  "aws_autoscaling_policy",
  "aws_default_security_group",
  // An alarm or a dashboard is put by name, whether it is there or not; a topic and its subscription are answered with.
  "aws_cloudwatch_dashboard",
  "aws_cloudwatch_log_resource_policy",
  "aws_cloudwatch_metric_alarm",
  "aws_iam_instance_profile",
  "aws_iam_role",
  "aws_iam_role_policy_attachment",
  "aws_lb_listener_certificate",
  "aws_lb_target_group_attachment",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
  "aws_sns_topic",
  "aws_sns_topic_policy",
  "aws_sns_topic_subscription",
  "aws_wafv2_web_acl_logging_configuration",
]);
