import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { Distribution } from "../modules/edge/distribution";
import { SecurityHeaders } from "../modules/edge/security-headers";
import { SiteBucket } from "../modules/edge/site-bucket";
import { SiteBucketPolicy } from "../modules/edge/site-bucket-policy";
import { ViewerRequestFunction } from "../modules/edge/viewer-request";
import type { Hosts } from "./hosts";
import { NAME_LIMITS, namePrefix, resourceName } from "./names";
import type { OriginSecret } from "./origin-secret";

/** What the edge takes from the parts before it. */
export interface EdgeNeeds {
  readonly hosts: Hosts;
  readonly secret: OriginSecret | undefined;
  /** a valid certificate in us-east-1 */
  readonly certificateArn: string;
}

/** The one entry point, and the bucket of the site behind it. */
export interface Edge {
  readonly distribution: Distribution;
  /** undefined where backends answer everything */
  readonly bucket?: SiteBucket;
}

/** Browsers keep to HTTPS for a year; names below the site's own are their owners' business. */
export const STRICT_TRANSPORT_SECONDS = 31_536_000;

export function createEdge(scope: Construct, environment: Environment, needs: EdgeNeeds): Edge {
  const bucket = environment.site && createBucket(scope, environment);
  const distribution = createDistribution(scope, environment, needs, bucket);
  if (bucket !== undefined) {
    createBucketPolicy(scope, bucket, distribution);
  }
  return { distribution, bucket };
}

function createBucket(scope: Construct, environment: Environment): SiteBucket {
  return new SiteBucket(scope, "site", {
    bucketPrefix: namePrefix(environment, "site", NAME_LIMITS.bucketPrefix),
    forceDestroy: !environment.protect,
    preventDestroy: environment.protect,
  });
}

function createDistribution(
  scope: Construct,
  environment: Environment,
  { hosts, secret, certificateArn }: EdgeNeeds,
  bucket: SiteBucket | undefined,
): Distribution {
  const { backends, edge, site, protect } = environment;
  const redirect = createRedirect(scope, environment, hosts);
  const responseHeadersPolicyId = createHeaders(scope, environment);
  return new Distribution(scope, "edge", {
    comment: resourceName(environment, "", 128),
    names: hosts.viewer,
    certificateArn,
    minimumTls: edge.minimumTls,
    priceClass: edge.priceClass,
    preventDestroy: protect,
    backend: {
      domainName: hosts.origin,
      patterns: [...new Set(Object.values(backends).flatMap(({ paths }) => paths))],
      header: secret && { name: secret.headerName, value: secret.sent },
      functionArn: redirect,
      responseHeadersPolicyId,
    },
    site: bucket &&
      site && {
        bucketRegionalDomainName: bucket.regionalDomainName,
        originAccessControlName: resourceName(environment, "site", NAME_LIMITS.originAccessControl),
        cachePolicyName: resourceName(environment, "pages", NAME_LIMITS.cachePolicy),
        assets: site.assets,
        functionArn: createPages(scope, environment, hosts, site.spa),
        assetFunctionArn: redirect,
        responseHeadersPolicyId,
      },
  });
}

/** For pages: deep links, and the redirect of aliases. */
function createPages(scope: Construct, environment: Environment, hosts: Hosts, spa: boolean): string {
  return new ViewerRequestFunction(scope, "pages", {
    name: resourceName(environment, "pages", NAME_LIMITS.cloudfrontFunction),
    comment: "Deep links of the site, and the redirect of aliases",
    pages: spa ? "spa" : "directories",
    ...redirectOf(hosts),
  }).arn;
}

/** For everything else: the redirect of aliases alone, where there is one. */
function createRedirect(scope: Construct, environment: Environment, hosts: Hosts): string | undefined {
  return hosts.redirected.length === 0
    ? undefined
    : new ViewerRequestFunction(scope, "redirect", {
        name: resourceName(environment, "redirect", NAME_LIMITS.cloudfrontFunction),
        comment: "Redirect of aliases",
        ...redirectOf(hosts),
      }).arn;
}

function redirectOf({ canonical, redirected }: Hosts) {
  return redirected.length === 0 ? {} : { canonicalHost: canonical, redirectHosts: redirected };
}

function createHeaders(scope: Construct, environment: Environment): string {
  const { site } = environment;
  return new SecurityHeaders(scope, "security_headers", {
    name: resourceName(environment, "headers", NAME_LIMITS.responseHeadersPolicy),
    comment: "Security headers of every response",
    contentSecurityPolicy: site?.contentSecurityPolicy,
    ...(site?.headers ?? { hsts: { maxAge: STRICT_TRANSPORT_SECONDS } }),
  }).policyId;
}

function createBucketPolicy(scope: Construct, bucket: SiteBucket, distribution: Distribution): void {
  new SiteBucketPolicy(scope, "site_policy", {
    bucket: bucket.bucket,
    bucketArn: bucket.arn,
    distributionArn: distribution.arn,
    publicAccessBlock: bucket.publicAccessBlock,
  });
}
