/** `gatehouse/modules/state` of the package. */
export { CloudState, type CloudStateProps } from "../../modules/state/cloud-state";
export { type HttpLock, HttpState, type HttpStateProps } from "../../modules/state/http-state";
export { LocalState, type LocalStateProps } from "../../modules/state/local-state";
export {
  type PipelineBackend,
  PipelineState,
  type PipelineStateProps,
} from "../../modules/state/pipeline-state";
export { S3State, type S3StateProps } from "../../modules/state/s3-state";
export { StateBucket, type StateBucketProps } from "../../modules/state/state-bucket";
