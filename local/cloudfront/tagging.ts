import type { Context } from "./context";
import { CloudFrontError, requireArgument } from "./errors";
import type { ApiRequest, ApiResponse, Route } from "./router";
import { find, leaf, node, parseXml, textAt, type XmlElement } from "./xml";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-general */
const MAX_TAGS = 50;

const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_TagResource.html and its siblings */
export const taggingRoutes: readonly Route[] = [
  { operation: "ListTagsForResource", method: "GET", path: "/tagging", handle: listTags },
  {
    operation: "TagResource",
    method: "POST",
    path: "/tagging",
    query: { name: "Operation", value: "Tag" },
    handle: (request, context) => {
      const arn = requireResource(request, context);
      storeTags(context, arn, { ...tagsOf(context, arn), ...parseTags(parseXml(request.body, "Tags")) });
      return { status: 204 };
    },
  },
  {
    operation: "UntagResource",
    method: "POST",
    path: "/tagging",
    query: { name: "Operation", value: "Untag" },
    handle: (request, context) => {
      const arn = requireResource(request, context);
      const keys = find(parseXml(request.body, "TagKeys"), "Items")?.children.map((key) => key.text) ?? [];
      const left = Object.entries(tagsOf(context, arn)).filter(([key]) => !keys.includes(key));
      storeTags(context, arn, Object.fromEntries(left));
      return { status: 204 };
    },
  },
];

/** The tags of a `Tags` element; `InvalidTagging` for those that CloudFront refuses. */
export function parseTags(tags: XmlElement | undefined): Record<string, string> {
  const parsed: Record<string, string> = {};
  for (const tag of find(tags, "Items")?.children ?? []) {
    const key = textAt(tag, "Key");
    const value = textAt(tag, "Value");
    if (!KEY.test(key) || !VALUE.test(value) || key.toLowerCase().startsWith("aws:")) {
      throw new CloudFrontError("InvalidTagging", `The tag is not valid: ${key}=${value}`);
    }
    if (Object.hasOwn(parsed, key)) {
      throw new CloudFrontError("InvalidTagging", `The tag key is given twice: ${key}`);
    }
    parsed[key] = value;
  }
  return parsed;
}

/** Replaces the tags of a resource. */
export function storeTags(context: Context, arn: string, tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length > MAX_TAGS) {
    throw new CloudFrontError("InvalidTagging", `A resource can have at most ${MAX_TAGS} tags.`);
  }
  context.tags.put(arn, { arn, tags });
}

/** Forgets the tags of a resource that is gone. */
export function removeTags(context: Context, arn: string): void {
  context.tags.delete(arn);
}

function tagsOf(context: Context, arn: string): Readonly<Record<string, string>> {
  return context.tags.get(arn)?.tags ?? {};
}

function listTags(request: ApiRequest, context: Context): ApiResponse {
  const tags = Object.entries(tagsOf(context, requireResource(request, context)));
  const items = tags.map(([key, value]) => node("Tag", leaf("Key", key), leaf("Value", value)));
  return { status: 200, body: node("Tags", node("Items", ...items)) };
}

function requireResource(request: ApiRequest, context: Context): string {
  const arn = request.query.get("Resource") ?? "";
  const parts = /^arn:aws:cloudfront::(\d{12}):([a-z]+)\/(.+)$/.exec(arn);
  requireArgument(parts !== null, `The parameter Resource is not an ARN of CloudFront: ${arn}`);
  const [, account, kind, id = ""] = parts;
  const found =
    (kind === "distribution" && context.distributions.get(id)) ||
    (kind === "function" && context.functions.get(id)) ||
    (kind === "vpcorigin" && context.vpcOrigins.get(id));
  if (account !== context.accountId || !found) {
    throw new CloudFrontError("NoSuchResource", `The resource does not exist: ${arn}`);
  }
  return arn;
}
