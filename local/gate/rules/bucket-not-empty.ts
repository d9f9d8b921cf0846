import { s3Error } from "../aws-error";
import type { Rule } from "../rule";
import { elements } from "../xml";

/**
 * A bucket is deleted only when no object, no old version and no delete marker is left in it.
 *
 * AWS: BucketNotEmpty, 409.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
 */
export const bucketNotEmpty: Rule = {
  name: "bucket-not-empty",
  async answer(request, { ask }) {
    const [, bucket, key] = request.path.split("/");
    const wholeBucket = bucket !== undefined && bucket !== "" && (key === undefined || key === "");
    // A query names a part of the bucket's configuration (`?policy`); clients add x-id to say which call it is.
    const parts = [...request.query.keys()].filter((name) => name !== "x-id");
    if (request.service !== "s3" || request.method !== "DELETE" || !wholeBucket || parts.length > 0) {
      return undefined;
    }
    const listing = await ask.s3(request.region, `/${bucket}?versions&max-keys=1`);
    const held = elements(listing, "Version").length + elements(listing, "DeleteMarker").length;
    return held > 0
      ? s3Error(
          "BucketNotEmpty",
          "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
          409,
          { BucketName: bucket },
        )
      : undefined;
  },
};
