/** `gatehouse/modules/load-balancing` of the package. */
export { AccessLogBucket, type AccessLogBucketProps } from "../../modules/load-balancing/access-log-bucket";
export { AddressTargets, type AddressTargetsProps } from "../../modules/load-balancing/address-targets";
export { AliasRedirect, type AliasRedirectProps } from "../../modules/load-balancing/alias-redirect";
export type { HealthCheck } from "../../modules/load-balancing/health-check";
export { HttpListener, type HttpListenerProps } from "../../modules/load-balancing/http-listener";
export { HttpsListener, type HttpsListenerProps } from "../../modules/load-balancing/https-listener";
export { InstanceTargets, type InstanceTargetsProps } from "../../modules/load-balancing/instance-targets";
export {
  ListenerRules,
  type ListenerRulesProps,
  ORIGIN_SECRET_HEADER,
  type OriginSecret,
} from "../../modules/load-balancing/listener-rules";
export {
  type AccessLogs,
  LoadBalancer,
  type LoadBalancerProps,
} from "../../modules/load-balancing/load-balancer";
export { type Claim, type PlannedRule, planRules } from "../../modules/load-balancing/rule-plan";
export {
  assignPriorities,
  type HostClass,
  type Priorities,
  type PriorityCollision,
  type RuleToPlace,
} from "../../modules/load-balancing/rule-priorities";
export { TaggedTargets, type TaggedTargetsProps } from "../../modules/load-balancing/tagged-targets";
export { TargetGroup, type TargetGroupProps } from "../../modules/load-balancing/target-group";
