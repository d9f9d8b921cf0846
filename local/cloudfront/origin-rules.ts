import { isWithin, requireElements, requireOneOf } from "./config-rules";
import type { Context } from "./context";
import { originsOf } from "./distribution-parts";
import { CloudFrontError, requireArgument } from "./errors";
import { find, itemsAt, textAt, type XmlElement } from "./xml";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-web-distributions */
const MAX_ORIGINS = 100;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-custom-headers */
const MAX_CUSTOM_HEADERS = 30;

const KINDS = ["S3OriginConfig", "CustomOriginConfig", "VpcOriginConfig"];

/** A bucket's own endpoint, not that of a bucket as a website. */
const S3_ENDPOINT = /\.s3([.-][a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/;
const S3_WEBSITE = /\.s3-website[.-]/;

/** The rules of https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html */
export function requireOrigins(config: XmlElement, context: Context): void {
  const origins = originsOf(config);
  requireArgument(origins.length > 0, "The parameter Origins must have at least one item.");
  if (origins.length > MAX_ORIGINS) {
    throw new CloudFrontError("TooManyOrigins", "You cannot create more origins for the distribution.");
  }
  const ids = origins.map((origin) => textAt(origin, "Id"));
  requireArgument(new Set(ids).size === ids.length, "The parameter Origins contains duplicate ids.");
  for (const origin of origins) {
    requireOrigin(origin);
    requireCustomHeaders(origin);
    requireTimeouts(origin);
    requireAccessControl(origin, context);
    requireVpcOrigin(origin, context);
  }
}

function requireOrigin(origin: XmlElement): void {
  requireElements(origin, ["Id", "DomainName"]);
  const domain = textAt(origin, "DomainName");
  requireArgument(!domain.includes(":"), "The parameter origin name cannot contain a colon.");
  requireArgument(
    /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i.test(domain) && domain.includes("."),
    `The parameter Origin DomainName is not a domain name: ${domain}`,
  );
  const path = textAt(origin, "OriginPath");
  requireArgument(
    path === "" || (path.startsWith("/") && !path.endsWith("/")),
    `The parameter OriginPath must begin with a slash and not end with one: ${path}`,
  );
  const kinds = KINDS.filter((kind) => find(origin, kind) !== undefined);
  requireArgument(
    kinds.length === 1,
    `The origin ${textAt(origin, "Id")} must have one of ${KINDS.join(", ")}, got: ${kinds.join(", ") || "none"}`,
  );
  requireArgument(
    find(origin, "S3OriginConfig") === undefined || isS3(domain),
    "The parameter Origin DomainName does not refer to a valid S3 bucket.",
  );
  const custom = find(origin, "CustomOriginConfig");
  if (custom !== undefined) {
    requireElements(custom, ["HTTPPort", "HTTPSPort", "OriginProtocolPolicy"]);
    requireOneOf(custom, ["OriginProtocolPolicy"], ["http-only", "match-viewer", "https-only"]);
    for (const port of ["HTTPPort", "HTTPSPort"]) {
      const value = Number(textAt(custom, port));
      // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomOriginConfig.html
      requireArgument(
        value === 80 || value === 443 || (value >= 1024 && value <= 65535),
        `The parameter ${port} must be 80, 443 or between 1024 and 65535: ${value}`,
      );
    }
  }
}

function isS3(domain: string): boolean {
  return S3_ENDPOINT.test(domain) && !S3_WEBSITE.test(domain);
}

function requireCustomHeaders(origin: XmlElement): void {
  const names = itemsAt(origin, "CustomHeaders").map((header) => textAt(header, "HeaderName").toLowerCase());
  if (names.length > MAX_CUSTOM_HEADERS) {
    throw new CloudFrontError("TooManyOriginCustomHeaders", "Your request contains too many origin headers.");
  }
  requireArgument(new Set(names).size === names.length, "The parameter HeaderName contains duplicates.");
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-denylist
  const refused = names.find((name) =>
    /^(x-amz-|x-edge-)|^(host|cache-control|connection|content-length|cookie|te|trailer|transfer-encoding|upgrade|via|x-real-ip|if-.*|range|expect|accept-encoding|max-forwards|pragma)$/.test(
      name,
    ),
  );
  requireArgument(refused === undefined, `The parameter HeaderName contains ${refused} that is not allowed.`);
}

function requireTimeouts(origin: XmlElement): void {
  requireArgument(isWithin(find(origin, "ConnectionAttempts"), 1, 3), "ConnectionAttempts must be 1 to 3.");
  requireArgument(isWithin(find(origin, "ConnectionTimeout"), 1, 10), "ConnectionTimeout must be 1 to 10.");
  for (const kind of KINDS) {
    if (!isWithin(find(origin, kind, "OriginReadTimeout"), 1, 120)) {
      throw new CloudFrontError("InvalidOriginReadTimeout", "The read timeout must be 1 to 120 seconds.");
    }
    if (!isWithin(find(origin, kind, "OriginKeepaliveTimeout"), 1, 120)) {
      throw new CloudFrontError("InvalidOriginKeepaliveTimeout", "The keep-alive timeout must be 1 to 120.");
    }
  }
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html */
function requireAccessControl(origin: XmlElement, context: Context): void {
  const id = textAt(origin, "OriginAccessControlId");
  if (id === "") {
    return;
  }
  const control = context.originAccessControls.get(id);
  if (control === undefined) {
    throw new CloudFrontError(
      "InvalidOriginAccessControl",
      `The origin access control ${id} does not exist.`,
    );
  }
  if (textAt(origin, "S3OriginConfig", "OriginAccessIdentity") !== "") {
    throw new CloudFrontError(
      "IllegalOriginAccessConfiguration",
      "An origin cannot contain both an origin access control (OAC) and an origin access identity (OAI).",
    );
  }
  const type = textAt(control.config, "OriginAccessControlOriginType");
  if (type === "s3" && !isS3(textAt(origin, "DomainName"))) {
    throw new CloudFrontError(
      "InvalidDomainNameForOriginAccessControl",
      "An origin access control is associated with an origin whose domain name is not supported.",
    );
  }
}

function requireVpcOrigin(origin: XmlElement, context: Context): void {
  const id = textAt(origin, "VpcOriginConfig", "VpcOriginId");
  if (find(origin, "VpcOriginConfig") !== undefined && context.vpcOrigins.get(id) === undefined) {
    throw new CloudFrontError("EntityNotFound", `The VPC origin ${id} was not found.`);
  }
}
