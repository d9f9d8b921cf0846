/** `gatehouse/modules/compute` of the package. */
export { AutoScalingGroup, type AutoScalingGroupProps } from "../../modules/compute/auto-scaling-group";
export { InstanceRole, type InstanceRoleProps } from "../../modules/compute/instance-role";
export { LaunchTemplate, type LaunchTemplateProps } from "../../modules/compute/launch-template";
export {
  MachineImage,
  type MachineImageAttributes,
  type MachineImageProps,
} from "../../modules/compute/machine-image";
export {
  type RequestTracking,
  TargetTracking,
  type TargetTrackingProps,
} from "../../modules/compute/target-tracking";
