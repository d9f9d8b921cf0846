import { Token } from "cdktf";
import { backendPatterns } from "./behaviours";
import type {
  BackendOriginProps,
  DistributionProps,
  GeoRestriction,
  SiteOriginProps,
} from "./distribution-props";
import { EVERY_PATH, isPathPattern } from "./path-patterns";
import {
  commentProblems,
  formProblems,
  hostProblems,
  nameProblems,
  rangeProblems,
  repeated,
} from "./problems";

/** CloudFront offers older policies too; each of them admits TLS 1.0 or 1.1. */
const MINIMUM_TLS = /^TLSv1\.2_(2018|2019|2021)$/;
const WEB_ACL = /^arn:aws:wafv2:us-east-1:[0-9]{12}:global\/webacl\/.+$/;
/** Headers that CloudFront lets nobody set are not listed here: the API names them. */
const HEADER_NAME = /^[A-Za-z0-9-]{1,256}$/;

/** All that is wrong with the properties, before anything is made of them. */
export function distributionProblems(props: DistributionProps): string[] {
  const { comment, names, certificateArn, minimumTls, site, backend } = props;
  return [
    ...commentProblems("comment", comment),
    ...nameListProblems(names),
    ...formProblems(
      "certificateArn",
      certificateArn,
      /^arn:aws[a-z-]*:acm:us-east-1:[0-9]{12}:certificate\/.+$/,
      "be of ACM in us-east-1, the only region that CloudFront reads",
    ),
    ...formProblems("minimumTls", minimumTls, MINIMUM_TLS, "be TLSv1.2_2018, TLSv1.2_2019 or TLSv1.2_2021"),
    ...formProblems("webAclArn", props.webAclArn, WEB_ACL, "be of a web ACL of the scope CLOUDFRONT"),
    ...geoProblems(props.geo),
    ...(site ? siteProblems(site) : []),
    ...(backend ? backendProblems(backend) : []),
    ...claimProblems(site, backend),
  ];
}

function nameListProblems(names: readonly string[]): string[] {
  return [
    ...(names.length === 0 ? ["`names` must hold one name at least, got: none"] : []),
    ...names.flatMap((name) => hostProblems("names", name, "wildcard")),
    ...repeated(names).map((name) => `\`names\` must each be given once, got twice: ${name}`),
  ];
}

function geoProblems(geo: GeoRestriction | undefined): string[] {
  const codes = geo === undefined ? ["DE"] : "allow" in geo ? geo.allow : geo.deny;
  return [
    ...(codes.length === 0 ? ["`geo` must list one country at least, got: none"] : []),
    ...codes.flatMap((code) => formProblems("geo", code, /^[A-Z]{2}$/, "be two capital letters")),
    ...repeated(codes).map((code) => `\`geo\` must list each country once, got twice: ${code}`),
  ];
}

function siteProblems(site: SiteOriginProps): string[] {
  const { bucketRegionalDomainName, originAccessControlName, cachePolicyName, assets } = site;
  return [
    ...hostProblems("site.bucketRegionalDomainName", bucketRegionalDomainName, "plain"),
    ...nameProblems("site.originAccessControlName", originAccessControlName, 64),
    ...nameProblems("site.cachePolicyName", cachePolicyName, 128),
    ...patternProblems("site.assets", assets),
    ...repeated(assets).map((asset) => `\`site.assets\` must each be given once, got twice: ${asset}`),
    ...(assets.includes(EVERY_PATH)
      ? ["`site.assets` must leave out /*, which is for pages: their names do not change with their content"]
      : []),
  ];
}

function backendProblems({
  domainName,
  patterns,
  header,
  readTimeout,
  keepaliveTimeout,
}: BackendOriginProps): string[] {
  return [
    ...hostProblems("backend.domainName", domainName, "plain"),
    ...(patterns.length === 0 ? ["`backend.patterns` must hold one pattern at least, got: none"] : []),
    ...patternProblems("backend.patterns", patterns),
    ...formProblems("backend.header.name", header?.name, HEADER_NAME, "have 1 to 256 letters, digits or -"),
    // The value stays out of the message: what is wrong with it is that it is a secret in clear.
    ...(header && !Token.isUnresolved(header.value)
      ? ["`backend.header.value` must be a reference to something sensitive, got: a literal"]
      : []),
    ...rangeProblems("backend.readTimeout", readTimeout, 1, 180),
    ...rangeProblems("backend.keepaliveTimeout", keepaliveTimeout, 1, 180),
  ];
}

function patternProblems(prop: string, patterns: readonly string[]): string[] {
  const must = "must begin with / and have at most 255 letters, digits or _-.*$/~\"'@:+&?";
  return patterns
    .filter((pattern) => !isPathPattern(pattern))
    .map((pattern) => `\`${prop}\` ${must}, got: ${JSON.stringify(pattern)}`);
}

/** Every path is somebody's, and no pattern is two origins'. */
function claimProblems(site: SiteOriginProps | undefined, backend: BackendOriginProps | undefined): string[] {
  if (!site && !backend) {
    return ["`site` or `backend` must be given, got: neither"];
  }
  const everything = backend?.patterns.includes(EVERY_PATH) ?? false;
  const assets = new Set(site?.assets);
  return [
    ...(!site && !everything ? ["`backend.patterns` must hold /* where there is no `site`"] : []),
    ...(site && everything ? ["`backend.patterns` must leave /* to the `site`"] : []),
    ...backendPatterns(backend)
      .filter((pattern) => assets.has(pattern))
      .map((pattern) => `\`site.assets\` must not claim what \`backend.patterns\` claim, got: ${pattern}`),
  ];
}
