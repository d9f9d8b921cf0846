import { type Bucket, GetBucketTaggingCommand, paginateListBuckets } from "@aws-sdk/client-s3";
import { pages, unlessMissing } from "./aws";
import type { Finder, Found } from "./family";
import { hasGeneratedName, keyed, orphan, type Tags, tagsOf } from "./ownership";
import type { Planned } from "./plan";

/** By name, or by what `bucket_prefix` makes of it. */
export const findBucket: Finder = async (planned, aws) => {
  const client = aws.s3(planned);
  const Prefix = planned.known.text("bucket") ?? planned.known.text("bucket_prefix");
  if (Prefix === undefined) {
    return [];
  }
  const buckets = await pages(paginateListBuckets({ client }, { Prefix }), (page) => page.Buckets);
  const found: Found[] = [];
  for (const bucket of buckets.filter((candidate) => isNamed(planned, candidate))) {
    const { TagSet } = await unlessMissing(
      client.send(new GetBucketTaggingCommand({ Bucket: bucket.Name })),
      { TagSet: [], $metadata: {} },
      "NoSuchTagSet",
    );
    found.push(...bucketFound(planned, bucket, tagsOf(TagSet)));
  }
  return found;
};

export function bucketFound(planned: Planned, bucket: Bucket, tags: Tags): Found[] {
  const { Name = "" } = bucket;
  if (!isNamed(planned, bucket)) {
    return [];
  }
  return planned.known.text("bucket") === undefined
    ? orphan(planned, Name, `name ${Name}`, tags)
    : [keyed(planned, Name, `name ${Name}`, tags)];
}

function isNamed({ known, region }: Planned, { Name = "", BucketRegion = region }: Bucket): boolean {
  const name = known.text("bucket");
  const prefix = known.text("bucket_prefix");
  const named = name === undefined ? prefix !== undefined && hasGeneratedName(Name, prefix) : Name === name;
  return named && BucketRegion === region;
}
