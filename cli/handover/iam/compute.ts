import type { ActionTable } from "./actions";

/**
 * Auto Scaling, launch templates, and the role of instances. Auto Scaling starts instances with its caller's
 * permissions, the one to hand them their role included.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
 */
export const COMPUTE: ActionTable = {
  aws_autoscaling_group: {
    read: [
      "autoscaling:DescribeAutoScalingGroups",
      "autoscaling:DescribeScalingActivities",
      // How many targets are healthy, while it waits for instances.
      "elasticloadbalancing:DescribeTargetHealth",
    ],
    write: [
      "autoscaling:CreateAutoScalingGroup",
      "autoscaling:UpdateAutoScalingGroup",
      "autoscaling:DeleteAutoScalingGroup",
      "autoscaling:AttachLoadBalancerTargetGroups",
      "autoscaling:DetachLoadBalancerTargetGroups",
      "autoscaling:CreateOrUpdateTags",
      "autoscaling:DeleteTags",
      "autoscaling:StartInstanceRefresh",
      "autoscaling:CancelInstanceRefresh",
      "autoscaling:DescribeInstanceRefreshes",
      "ec2:RunInstances",
      "ec2:CreateTags",
      "iam:CreateServiceLinkedRole",
      "iam:PassRole",
      "ssm:GetParameters",
    ],
  },
  aws_autoscaling_policy: {
    read: ["autoscaling:DescribePolicies"],
    write: ["autoscaling:PutScalingPolicy", "autoscaling:DeletePolicy"],
  },
  aws_iam_instance_profile: {
    read: ["iam:GetInstanceProfile"],
    write: [
      "iam:CreateInstanceProfile",
      "iam:AddRoleToInstanceProfile",
      "iam:RemoveRoleFromInstanceProfile",
      "iam:DeleteInstanceProfile",
      "iam:TagInstanceProfile",
      "iam:UntagInstanceProfile",
      "iam:PassRole",
    ],
  },
  aws_iam_role: {
    read: ["iam:GetRole", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies"],
    write: [
      "iam:CreateRole",
      "iam:DeleteRole",
      "iam:ListInstanceProfilesForRole",
      "iam:TagRole",
      "iam:UntagRole",
    ],
  },
  aws_iam_role_policy_attachment: {
    read: ["iam:ListAttachedRolePolicies"],
    write: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
  },
  aws_launch_template: {
    read: ["ec2:DescribeLaunchTemplates", "ec2:DescribeLaunchTemplateVersions"],
    write: [
      "ec2:CreateLaunchTemplate",
      "ec2:CreateLaunchTemplateVersion",
      "ec2:ModifyLaunchTemplate",
      "ec2:DeleteLaunchTemplate",
      "ec2:CreateTags",
      "ec2:DeleteTags",
    ],
  },
  // The provider asks for the second too, and goes on without an answer.
  "data.aws_ami": { read: ["ec2:DescribeImages", "ec2:GetInstanceUefiData"], write: [] },
};
