import type { ActionTable } from "./actions";

const TAGGING = ["logs:TagResource", "logs:UntagResource"];

/** The logs of the distribution and of the VPC. */
export const LOG_DELIVERY: ActionTable = {
  aws_cloudwatch_log_delivery: {
    read: ["logs:GetDelivery", "logs:ListTagsForResource"],
    // Whether the bucket's policy lets the logs in is looked up with the caller's permissions.
    write: [
      "logs:CreateDelivery",
      "logs:UpdateDeliveryConfiguration",
      "logs:DeleteDelivery",
      "s3:GetBucketPolicy",
      ...TAGGING,
    ],
  },
  aws_cloudwatch_log_delivery_destination: {
    read: ["logs:GetDeliveryDestination", "logs:ListTagsForResource"],
    write: ["logs:PutDeliveryDestination", "logs:DeleteDeliveryDestination", ...TAGGING],
  },
  aws_cloudwatch_log_delivery_source: {
    read: ["logs:GetDeliverySource", "logs:ListTagsForResource"],
    write: [
      "logs:PutDeliverySource",
      "logs:DeleteDeliverySource",
      // Of the distribution: without it CloudFront hands out no logs.
      "cloudfront:AllowVendedLogDeliveryForResource",
      ...TAGGING,
    ],
  },
  aws_flow_log: {
    read: ["ec2:DescribeFlowLogs"],
    // EC2 sets the delivery up with its caller's permissions.
    write: [
      "ec2:CreateFlowLogs",
      "ec2:DeleteFlowLogs",
      "ec2:CreateTags",
      "ec2:DeleteTags",
      "logs:CreateLogDelivery",
      "logs:DeleteLogDelivery",
      "s3:GetBucketPolicy",
    ],
  },
};
