/**
 * Allowed actions that a first deploy, the next plan, a change of tags and the destroy do not need, and what does.
 * Every other action that a policy allows was seen in the requests of such a run.
 */
export const UNSEEN: Readonly<Record<string, string>> = {
  "autoscaling:AttachLoadBalancerTargetGroups": "a replaced or second target group",
  "autoscaling:CancelInstanceRefresh": "a change while instances are still being replaced",
  "autoscaling:DescribeInstanceRefreshes": "a change while instances are still being replaced",
  "autoscaling:DetachLoadBalancerTargetGroups": "a replaced or second target group",
  "cloudfront:AllowVendedLogDeliveryForResource":
    "asked by CloudWatch Logs, as its caller, for the distribution's logs",
  "cloudfront:UpdateCachePolicy": "a change of how long pages are cached",
  "cloudfront:UpdateFunction": "a change of redirects, of asset patterns or of the function itself",
  "cloudfront:UpdateOriginAccessControl": "a change of its description",
  "cloudfront:UpdateResponseHeadersPolicy": "a change of the security headers",
  "cloudfront:UpdateVpcOrigin": "a change of its ports or protocols, before a distribution uses it",
  "ec2:AssociateSubnetCidrBlock": "a change to dualstack",
  "ec2:AssociateVpcCidrBlock": "a change to dualstack",
  "ec2:DescribeAccountAttributes": "asked by Elastic Load Balancing, as its caller, for a new load balancer",
  "ec2:DescribeAddresses": "asked by Elastic Load Balancing, as its caller, for a new load balancer",
  "ec2:DescribeInstances": "asked by Elastic Load Balancing, as its caller, for new targets",
  "ec2:DescribeInternetGateways":
    "asked by Elastic Load Balancing, as its caller, for load balancer and targets",
  "ec2:DescribeSubnets": "asked by Elastic Load Balancing, as its caller, for load balancer and targets",
  "ec2:DescribeVpcs": "asked by Elastic Load Balancing, as its caller, for load balancer and targets",
  "ec2:ModifySecurityGroupRules": "a change of a rule's port or peer",
  "ec2:RunInstances": "asked by Auto Scaling, as its caller, for a group of this launch template",
  "ec2:ReplaceRoute": "a change of where a route leads",
  "ec2:ReplaceRouteTableAssociation": "a change of a subnet's route table",
  "elasticloadbalancing:ModifyListener": "a new certificate, a change of TLS versions",
  "elasticloadbalancing:ModifyListenerAttributes":
    "HSTS, which the load balancer sends where there is no edge",
  "elasticloadbalancing:ModifyRule": "a change of paths or hosts, a rotation of the origin secret",
  "elasticloadbalancing:SetIpAddressType": "a change between ipv4 and dualstack",
  "elasticloadbalancing:SetRulePriorities": "a change of priorities",
  "elasticloadbalancing:SetSecurityGroups": "a replaced security group",
  "elasticloadbalancing:SetSubnets": "a change of subnets",
  "iam:CreateServiceLinkedRole":
    "the first load balancer of an account, its first VPC origin or Auto Scaling group",
  "iam:PassRole": "asked by IAM and Auto Scaling, as their caller, for the role of instances",
  "kms:Decrypt": "asked by S3, as its caller, for a state that a KMS key encrypts",
  "kms:GenerateDataKey": "asked by S3, as its caller, for a state that a KMS key encrypts",
  "logs:CreateLogDelivery": "asked by EC2 and WAF, as their caller, for flow logs and those of a web ACL",
  "logs:DeleteLogDelivery": "asked by EC2 and WAF, as their caller, for flow logs and those of a web ACL",
  "logs:DeleteRetentionPolicy": "logs that are to be kept for good",
  "logs:UpdateDeliveryConfiguration": "a change of what the distribution's logs hold",
  "ssm:GetParameters": "asked by EC2, as its caller, for an image that a parameter holds",
  "sts:AssumeRole": "a state that a role of its own reads and writes",
  "wafv2:UpdateWebACL": "a change from count to block, of paths or of the rate limit",
};
