import { z } from "zod";
import { xmlElementSchema } from "./xml";

/** Times are ISO 8601 in UTC; `deployedAt` is when the status turns to Deployed. */
const time = z.iso.datetime();

export const distributionRecord = z.object({
  id: z.string(),
  domainName: z.string(),
  etag: z.string(),
  config: xmlElementSchema,
  modified: time,
  deployedAt: time,
});
export type DistributionRecord = z.infer<typeof distributionRecord>;

export const originAccessControlRecord = z.object({
  id: z.string(),
  etag: z.string(),
  config: xmlElementSchema,
});
export type OriginAccessControlRecord = z.infer<typeof originAccessControlRecord>;

const functionStage = z.object({
  etag: z.string(),
  config: xmlElementSchema,
  /** The code, in base64. */
  code: z.string(),
  modified: time,
});

export const functionRecord = z.object({
  name: z.string(),
  created: time,
  development: functionStage,
  live: functionStage.optional(),
});
export type FunctionRecord = z.infer<typeof functionRecord>;

export const policyRecord = z.object({
  id: z.string(),
  etag: z.string(),
  config: xmlElementSchema,
  modified: time,
});
export type PolicyRecord = z.infer<typeof policyRecord>;

export const vpcOriginRecord = z.object({
  id: z.string(),
  etag: z.string(),
  config: xmlElementSchema,
  created: time,
  modified: time,
  deployedAt: time,
});
export type VpcOriginRecord = z.infer<typeof vpcOriginRecord>;

export const invalidationRecord = z.object({
  id: z.string(),
  distributionId: z.string(),
  batch: xmlElementSchema,
  created: time,
  completedAt: time,
});
export type InvalidationRecord = z.infer<typeof invalidationRecord>;

export const tagsRecord = z.object({
  arn: z.string(),
  tags: z.record(z.string(), z.string()),
});
export type TagsRecord = z.infer<typeof tagsRecord>;
