import { requireBehaviours } from "./behaviour-rules";
import { requireCertificate } from "./certificate-rules";
import { requireConsistentQuantities, requireElements, requireLength, requireOneOf } from "./config-rules";
import type { Context } from "./context";
import { aliasesOf } from "./distribution-parts";
import { CloudFrontError, requireArgument } from "./errors";
import { requireOrigins } from "./origin-rules";
import { itemsAt, textAt, type XmlElement } from "./xml";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-web-distributions */
const MAX_ALIASES = 100;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html */
const ERROR_CODES = ["400", "403", "404", "405", "414", "416", "500", "501", "502", "503", "504"];

/**
 * Refuses what CreateDistribution and UpdateDistribution refuse. `id` is the distribution that is updated. See
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html#API_CreateDistribution_Errors
 */
export function requireDistributionConfig(
  config: XmlElement,
  context: Context,
  id: string | undefined,
): void {
  requireElements(config, ["CallerReference", "Origins", "DefaultCacheBehavior", "Comment", "Enabled"]);
  requireConsistentQuantities(config);
  requireSimpleValues(config);
  requireAliases(config, context, id);
  requireOrigins(config, context);
  requireBehaviours(config, context);
  requireCertificate(config);
  requireErrorResponses(config);
  requireGeoRestriction(config);
}

function requireSimpleValues(config: XmlElement): void {
  requireLength(config, "Comment", 128);
  requireOneOf(config, ["Enabled"], ["true", "false"]);
  requireOneOf(config, ["PriceClass"], ["PriceClass_100", "PriceClass_200", "PriceClass_All", "None"]);
  requireOneOf(config, ["HttpVersion"], ["http1.1", "http2", "http3", "http2and3"]);
  requireArgument(textAt(config, "CallerReference") !== "", "The parameter CallerReference is required.");
  if (textAt(config, "DefaultRootObject").length > 255) {
    throw new CloudFrontError("InvalidDefaultRootObject", "The default root object is too long.");
  }
  const acl = textAt(config, "WebACLId");
  // A classic web ACL is named by a UUID, one of WAFv2 by an ARN of the global scope.
  if (acl !== "" && !/^(arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/.+|[0-9a-f-]{36})$/.test(acl)) {
    throw new CloudFrontError("InvalidWebACLId", `The web ACL ID is not valid: ${acl}`);
  }
}

function requireAliases(config: XmlElement, context: Context, id: string | undefined): void {
  const aliases = aliasesOf(config);
  if (aliases.length > MAX_ALIASES) {
    throw new CloudFrontError("TooManyDistributionCNAMEs", "Your request contains too many CNAMEs.");
  }
  requireArgument(new Set(aliases).size === aliases.length, "The parameter Aliases contains duplicates.");
  for (const alias of aliases) {
    requireArgument(
      /^(\*\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9-]+$/.test(alias) && alias.length <= 253,
      `The parameter CNAME contains one or more parameters that are not valid: ${alias}`,
    );
  }
  const held = new Set(
    context.distributions
      .all()
      .filter((other) => other.id !== id)
      .flatMap((other) => aliasesOf(other.config)),
  );
  // Only the same name collides: `*.example.com` may stand beside `www.example.com` on another distribution.
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-wildcard
  if (aliases.some((alias) => held.has(alias))) {
    throw new CloudFrontError(
      "CNAMEAlreadyExists",
      "One or more of the CNAMEs you provided are already associated with a different resource.",
    );
  }
}

function requireErrorResponses(config: XmlElement): void {
  for (const response of itemsAt(config, "CustomErrorResponses")) {
    if (!ERROR_CODES.includes(textAt(response, "ErrorCode"))) {
      throw new CloudFrontError(
        "InvalidErrorCode",
        `No custom response for ${textAt(response, "ErrorCode")}.`,
      );
    }
    const path = textAt(response, "ResponsePagePath");
    requireArgument(
      path === "" || path.startsWith("/"),
      `The parameter ResponsePagePath must begin with a slash: ${path}`,
    );
    requireArgument(
      (path === "") === (textAt(response, "ResponseCode") === ""),
      "The parameters ResponsePagePath and ResponseCode must be given together.",
    );
  }
}

function requireGeoRestriction(config: XmlElement): void {
  const path = ["Restrictions", "GeoRestriction"];
  const type = textAt(config, ...path, "RestrictionType") || "none";
  const locations = itemsAt(config, ...path).map((location) => location.text);
  const known = ["none", "whitelist", "blacklist"].includes(type);
  if (!known || (type === "none") !== (locations.length === 0)) {
    throw new CloudFrontError(
      "InvalidGeoRestrictionParameter",
      `The geo restriction is not valid: ${type} with ${locations.length} locations.`,
    );
  }
  const wrong = locations.find((location) => !/^[A-Z]{2}$/.test(location));
  if (wrong !== undefined) {
    throw new CloudFrontError("InvalidLocationCode", `The location code is not valid: ${wrong}`);
  }
}
