import type { Configuration } from "../configuration";
import type { Statement } from "./policy";
import { arnsOf } from "./scopes";

/**
 * What a release of the site needs: to upload, and to have CloudFront forget the pages. It deletes nothing: a viewer
 * who has the page of an hour ago still asks for its files. None without a site.
 */
export function releaseStatements(configuration: Configuration): readonly Statement[] {
  const site = configuration.outputs.get("site_bucket")?.["value"];
  const [, name] = /^\$\{aws_s3_bucket\.([\w-]+)\./.exec(String(site)) ?? [];
  if (name === undefined) {
    return [];
  }
  const blocks = configuration.blocks.filter(({ address }) => address === `aws_s3_bucket.${name}`);
  const ofSite = { ...configuration, blocks };
  return [
    { Sid: "SiteList", Effect: "Allow", Action: ["s3:ListBucket"], Resource: arnsOf("bucket", ofSite) },
    { Sid: "SiteUpload", Effect: "Allow", Action: ["s3:PutObject"], Resource: arnsOf("object", ofSite) },
    {
      Sid: "SiteInvalidate",
      Effect: "Allow",
      Action: ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
      Resource: arnsOf("distribution", configuration),
    },
  ];
}
