/** `gatehouse/modules/network` of the package. */
export { BackendAccess, type BackendAccessProps } from "../../modules/network/backend-access";
export {
  BackendSecurityGroup,
  type BackendSecurityGroupProps,
} from "../../modules/network/backend-security-group";
export { BalancerSubnets, type BalancerSubnetsProps } from "../../modules/network/balancer-subnets";
export { CreatedVpc, type CreatedVpcProps } from "../../modules/network/created-vpc";
export { DefaultVpc, type DefaultVpcProps } from "../../modules/network/default-vpc";
export { ElasticAddress, type ElasticAddressProps } from "../../modules/network/elastic-address";
export { SubnetZones, type SubnetZonesProps } from "../../modules/network/excluded-zones";
export { ExistingVpc, type ExistingVpcProps } from "../../modules/network/existing-vpc";
export { FlowLogs, type FlowLogsProps } from "../../modules/network/flow-logs";
export { InstanceSecurityGroup, type InstanceSecurityGroupProps } from "../../modules/network/instance-group";
export {
  LoadBalancerSecurityGroup,
  type LoadBalancerSecurityGroupProps,
} from "../../modules/network/load-balancer-security-group";
export type { RemoteStatePlace } from "../../modules/network/remote-state";
export {
  type RemoteStateOutputs,
  RemoteStateVpc,
  type RemoteStateVpcProps,
} from "../../modules/network/remote-state-vpc";
export { SshAccess, type SshAccessProps } from "../../modules/network/ssh-access";
export { TaggedInstances, type TaggedInstancesProps } from "../../modules/network/tagged-instances";
export type { VpcAttributes } from "../../modules/network/vpc";
