import { s3Error } from "../aws-error";
import type { Rule } from "../rule";
import { elements, text } from "../xml";

/** The account of moto, and of every world. */
const ACCOUNT = "123456789012";

/**
 * A call that says whose bucket it means is refused where the bucket is another account's.
 *
 * AWS: AccessDenied, 403.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 */
export const expectedBucketOwner: Rule = {
  name: "expected-bucket-owner",
  async answer({ service, headers, path, region }, { ask }) {
    const expected = headers["x-amz-expected-bucket-owner"];
    const [, bucket = ""] = path.split("/");
    if (service !== "s3" || expected === undefined || bucket === "") {
      return undefined;
    }
    const listed = elements(await ask.s3(region, "/"), "Bucket").map((each) => text(each, "Name"));
    const own = listed.includes(decodeURIComponent(bucket));
    const there = own || (await ask.s3(region, `/${bucket}?location`)) !== undefined;
    return there && own !== (expected === ACCOUNT)
      ? s3Error("AccessDenied", "Access Denied", 403)
      : undefined;
  },
};
