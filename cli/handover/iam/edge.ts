import type { ActionTable } from "./actions";

/** CloudFront. */
export const EDGE: ActionTable = {
  aws_cloudfront_cache_policy: {
    read: ["cloudfront:GetCachePolicy"],
    write: ["cloudfront:CreateCachePolicy", "cloudfront:UpdateCachePolicy", "cloudfront:DeleteCachePolicy"],
  },
  aws_cloudfront_distribution: {
    read: ["cloudfront:GetDistribution", "cloudfront:ListTagsForResource"],
    write: [
      "cloudfront:CreateDistribution",
      "cloudfront:UpdateDistribution",
      "cloudfront:DeleteDistribution",
      "cloudfront:TagResource",
      "cloudfront:UntagResource",
    ],
  },
  aws_cloudfront_function: {
    read: ["cloudfront:DescribeFunction", "cloudfront:GetFunction"],
    write: [
      "cloudfront:CreateFunction",
      "cloudfront:UpdateFunction",
      "cloudfront:PublishFunction",
      "cloudfront:DeleteFunction",
    ],
  },
  aws_cloudfront_origin_access_control: {
    read: ["cloudfront:GetOriginAccessControl"],
    write: [
      "cloudfront:CreateOriginAccessControl",
      "cloudfront:UpdateOriginAccessControl",
      "cloudfront:DeleteOriginAccessControl",
    ],
  },
  aws_cloudfront_response_headers_policy: {
    read: ["cloudfront:GetResponseHeadersPolicy"],
    write: [
      "cloudfront:CreateResponseHeadersPolicy",
      "cloudfront:UpdateResponseHeadersPolicy",
      "cloudfront:DeleteResponseHeadersPolicy",
    ],
  },
  aws_cloudfront_vpc_origin: {
    read: ["cloudfront:GetVpcOrigin", "cloudfront:ListTagsForResource"],
    // CloudFront looks the load balancer and its VPC up with its caller's permissions.
    write: [
      "cloudfront:CreateVpcOrigin",
      "cloudfront:UpdateVpcOrigin",
      "cloudfront:DeleteVpcOrigin",
      "cloudfront:TagResource",
      "cloudfront:UntagResource",
      "ec2:DescribeInstances",
      "ec2:DescribeInternetGateways",
      "elasticloadbalancing:DescribeLoadBalancers",
      "iam:CreateServiceLinkedRole",
    ],
  },
};
