import type { ActionTable } from "./actions";

/** WAF, and the log groups in CloudWatch that it writes to. */
export const FIREWALL: ActionTable = {
  aws_cloudwatch_log_group: {
    read: ["logs:DescribeLogGroups", "logs:ListTagsForResource"],
    write: [
      "logs:CreateLogGroup",
      "logs:DeleteLogGroup",
      "logs:PutRetentionPolicy",
      "logs:DeleteRetentionPolicy",
      "logs:TagResource",
      "logs:UntagResource",
    ],
  },
  aws_cloudwatch_log_resource_policy: {
    read: ["logs:DescribeResourcePolicies"],
    write: ["logs:PutResourcePolicy", "logs:DeleteResourcePolicy"],
  },
  aws_wafv2_web_acl: {
    read: ["wafv2:GetWebACL", "wafv2:ListTagsForResource"],
    write: [
      "wafv2:CreateWebACL",
      "wafv2:UpdateWebACL",
      "wafv2:DeleteWebACL",
      "wafv2:TagResource",
      "wafv2:UntagResource",
    ],
  },
  aws_wafv2_web_acl_logging_configuration: {
    read: ["wafv2:GetLoggingConfiguration"],
    write: [
      "wafv2:PutLoggingConfiguration",
      "wafv2:DeleteLoggingConfiguration",
      // WAF sets the delivery up with its caller's permissions.
      "logs:CreateLogDelivery",
      "logs:DeleteLogDelivery",
      "logs:DescribeLogGroups",
      "logs:DescribeResourcePolicies",
      "logs:PutResourcePolicy",
    ],
  },
};
