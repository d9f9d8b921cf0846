import { show } from "../report";
import { partsOfArn } from "../schema/aws";
import type { Rule } from "./rule";

export const stateKeyRegion: Rule = {
  id: "state-key-region",
  reason: "S3 encrypts an object with a KMS key of the bucket's own region alone.",
  page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
  remedy: "Name a key of the bucket's region.",
  stage: "synth",
  waivable: "nothing",
  reads: ["state", "region"],
  subject: ({ state }) =>
    state.type === "s3" && state.kmsKeyId !== undefined ? state.kmsKeyId : "no key is named",
  check({ state }, report) {
    if (state.type !== "s3" || !state.kmsKeyId?.startsWith("arn:")) return;
    const { region } = partsOfArn(state.kmsKeyId);
    if (region === state.region) return;
    report.problem({
      path: ["state", "kmsKeyId"],
      wrong: `must be a key in the bucket's region, ${state.region}`,
      found: show(state.kmsKeyId),
      fix: `name a key of ${state.region}, or write the bucket's region as state.region`,
    });
  },
};
