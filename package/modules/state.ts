/** `gatehouse/modules/state` of the package. */
export { LocalState, type LocalStateProps } from "../../modules/state/local-state";
export {
  type PipelineBackend,
  PipelineState,
  type PipelineStateProps,
} from "../../modules/state/pipeline-state";
export { S3State, type S3StateProps } from "../../modules/state/s3-state";
