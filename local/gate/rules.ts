import type { Rule } from "./rule";
import { bucketNotEmpty } from "./rules/bucket-not-empty";
import { certificateInUse } from "./rules/certificate-in-use";
import { certificateOnListener } from "./rules/certificate-on-listener";
import { certificateValidation } from "./rules/certificate-validation";
import { deletionProtection } from "./rules/deletion-protection";
import { dnsAnswers } from "./rules/dns-answers";
import { expectedBucketOwner } from "./rules/expected-bucket-owner";
import { recordChanges } from "./rules/record-changes";
import { ruleConditionValues } from "./rules/rule-condition-values";
import { securityGroupInUse } from "./rules/security-group-in-use";
import { securityGroupRuleDescriptions } from "./rules/security-group-rule-descriptions";
import { targetGroupOnTwoLoadBalancers } from "./rules/target-group-on-two-load-balancers";
import { tlsOnlyBucketPolicy } from "./rules/tls-only-bucket-policy";

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
  securityGroupInUse,
  securityGroupRuleDescriptions,
];
