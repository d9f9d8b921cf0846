/** `gatehouse`, the root of the package: an environment file, and the stack that it becomes. */
export { BadInput, exitOnBadInput } from "../config/bad-input";
export type { Environment } from "../config/environment";
export {
  type LoadedEnvironments,
  type LoadOptions,
  loadEnvironment,
  loadEnvironments,
} from "../config/load";
export { AddressableStack } from "../stacks/addressable-stack";
export { LayeredEnvironment, type LayerStacks } from "../stacks/layered-environment";
export { StateStack, type StateStackProps } from "../stacks/state-stack";
export { type Serving, WebStack } from "../stacks/web-stack";
