import type { ActionTable } from "./actions";

const TAGGING = ["ec2:CreateTags", "ec2:DeleteTags"];

/** EC2: the network, security groups, and what is looked up there. */
export const NETWORK: ActionTable = {
  aws_default_security_group: {
    read: ["ec2:DescribeSecurityGroups"],
    write: ["ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress", ...TAGGING],
  },
  aws_eip: {
    read: ["ec2:DescribeAddresses", "ec2:DescribeAddressesAttribute"],
    write: ["ec2:AllocateAddress", "ec2:DisassociateAddress", "ec2:ReleaseAddress", ...TAGGING],
  },
  aws_internet_gateway: {
    read: ["ec2:DescribeInternetGateways"],
    write: [
      "ec2:CreateInternetGateway",
      "ec2:AttachInternetGateway",
      "ec2:DetachInternetGateway",
      "ec2:DeleteInternetGateway",
      ...TAGGING,
    ],
  },
  aws_nat_gateway: {
    read: ["ec2:DescribeNatGateways"],
    write: ["ec2:CreateNatGateway", "ec2:DeleteNatGateway", ...TAGGING],
  },
  aws_route: {
    read: ["ec2:DescribeRouteTables"],
    write: ["ec2:CreateRoute", "ec2:ReplaceRoute", "ec2:DeleteRoute"],
  },
  aws_route_table: {
    read: ["ec2:DescribeRouteTables"],
    write: ["ec2:CreateRouteTable", "ec2:DeleteRouteTable", ...TAGGING],
  },
  aws_route_table_association: {
    read: ["ec2:DescribeRouteTables"],
    write: ["ec2:AssociateRouteTable", "ec2:DisassociateRouteTable", "ec2:ReplaceRouteTableAssociation"],
  },
  aws_security_group: {
    read: ["ec2:DescribeSecurityGroups"],
    write: [
      "ec2:CreateSecurityGroup",
      "ec2:DeleteSecurityGroup",
      // AWS gives a new group a rule that lets everything out; the provider takes it away.
      "ec2:RevokeSecurityGroupEgress",
      "ec2:DescribeNetworkInterfaces",
      ...TAGGING,
    ],
  },
  aws_subnet: {
    read: ["ec2:DescribeSubnets"],
    write: [
      "ec2:CreateSubnet",
      "ec2:AssociateSubnetCidrBlock",
      "ec2:DeleteSubnet",
      "ec2:DescribeNetworkInterfaces",
      ...TAGGING,
    ],
  },
  aws_vpc: {
    read: [
      "ec2:DescribeVpcs",
      "ec2:DescribeVpcAttribute",
      "ec2:DescribeNetworkAcls",
      "ec2:DescribeRouteTables",
      "ec2:DescribeSecurityGroups",
    ],
    write: [
      "ec2:CreateVpc",
      "ec2:AssociateVpcCidrBlock",
      "ec2:ModifyVpcAttribute",
      "ec2:DeleteVpc",
      ...TAGGING,
    ],
  },
  aws_vpc_security_group_egress_rule: {
    read: ["ec2:DescribeSecurityGroupRules"],
    write: [
      "ec2:AuthorizeSecurityGroupEgress",
      "ec2:ModifySecurityGroupRules",
      "ec2:RevokeSecurityGroupEgress",
      ...TAGGING,
    ],
  },
  aws_vpc_security_group_ingress_rule: {
    read: ["ec2:DescribeSecurityGroupRules"],
    write: [
      "ec2:AuthorizeSecurityGroupIngress",
      "ec2:ModifySecurityGroupRules",
      "ec2:RevokeSecurityGroupIngress",
      ...TAGGING,
    ],
  },
  "data.aws_availability_zones": { read: ["ec2:DescribeAvailabilityZones"], write: [] },
  // Whoever has credentials may ask who they are.
  "data.aws_caller_identity": { read: [], write: [] },
  "data.aws_ec2_managed_prefix_list": {
    read: ["ec2:DescribeManagedPrefixLists", "ec2:GetManagedPrefixListEntries"],
    write: [],
  },
  "data.aws_eips": { read: ["ec2:DescribeAddresses"], write: [] },
  "data.aws_instance": {
    read: [
      "ec2:DescribeInstances",
      "ec2:DescribeInstanceAttribute",
      "ec2:DescribeInstanceCreditSpecifications",
      "ec2:DescribeInstanceTypes",
      "ec2:DescribeVolumes",
    ],
    write: [],
  },
  "data.aws_instances": { read: ["ec2:DescribeInstances"], write: [] },
  "data.aws_subnet": { read: ["ec2:DescribeSubnets"], write: [] },
  "data.aws_subnets": { read: ["ec2:DescribeSubnets"], write: [] },
  "data.aws_vpc": {
    read: ["ec2:DescribeVpcs", "ec2:DescribeVpcAttribute", "ec2:DescribeRouteTables"],
    write: [],
  },
};
