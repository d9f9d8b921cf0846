import type { Rule } from "./rule";
import { alarmActionRegion } from "./rules/alarm-action-region";
import { autoScalingAnswers } from "./rules/auto-scaling-answers";
import { bucketNotEmpty } from "./rules/bucket-not-empty";
import { certificateInUse } from "./rules/certificate-in-use";
import { certificateOnListener } from "./rules/certificate-on-listener";
import { certificateValidation } from "./rules/certificate-validation";
import { deletionProtection } from "./rules/deletion-protection";
import { dnsAnswers } from "./rules/dns-answers";
import { expectedBucketOwner } from "./rules/expected-bucket-owner";
import { instanceRefresh } from "./rules/instance-refresh";
import { launchTemplateUserData } from "./rules/launch-template-user-data";
import { logDelivery } from "./rules/log-delivery";
import { recordChanges } from "./rules/record-changes";
import { ruleConditionValues } from "./rules/rule-condition-values";
import { securityGroupInUse } from "./rules/security-group-in-use";
import { securityGroupRuleDescriptions } from "./rules/security-group-rule-descriptions";
import { targetGroupOnTwoLoadBalancers } from "./rules/target-group-on-two-load-balancers";
import { tlsOnlyBucketPolicy } from "./rules/tls-only-bucket-policy";
import { unconfirmedSubscription } from "./rules/unconfirmed-subscription";
import { webAclInUse } from "./rules/web-acl-in-use";

/** All that the gate knows of AWS and moto does not. */
export const RULES: readonly Rule[] = [
  deletionProtection,
  bucketNotEmpty,
  expectedBucketOwner,
  ruleConditionValues,
  targetGroupOnTwoLoadBalancers,
  tlsOnlyBucketPolicy,
  recordChanges,
  dnsAnswers,
  certificateValidation,
  certificateOnListener,
  certificateInUse,
  instanceRefresh,
  autoScalingAnswers,
  launchTemplateUserData,
  logDelivery,
  securityGroupInUse,
  securityGroupRuleDescriptions,
  webAclInUse,
  alarmActionRegion,
  unconfirmedSubscription,
];
