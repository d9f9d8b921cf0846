import type { ITerraformDependable } from "cdktf";

/** The bucket, and what a viewer gets from it. */
export interface SiteOriginProps {
  /** e.g. `shop-site-20260101.s3.eu-west-1.amazonaws.com` */
  readonly bucketRegionalDomainName: string;
  /** name of the origin access control: unique in the account, at most 64 letters, digits, _ or - */
  readonly originAccessControlName: string;
  /** name of the cache policy for pages: unique in the account, at most 128 letters, digits, _ or - */
  readonly cachePolicyName: string;
  /**
   * Paths of files whose names change with their content: kept as long as their own Cache-Control says, and
   * for 24 hours without one.
   */
  readonly assets: readonly string[];
  /**
   * The viewer-request function of pages.
   *
   * @default - none
   */
  readonly functionArn?: string;
  /**
   * The viewer-request function of assets: a redirect, never a rewrite, or a missing file becomes a page.
   *
   * @default - none
   */
  readonly assetFunctionArn?: string;
  /**
   * The response headers policy of pages and assets.
   *
   * @default - none
   */
  readonly responseHeadersPolicyId?: string;
}

/** The header by which the load balancer knows this distribution from everybody else's. */
export interface OriginHeader {
  readonly name: string;
  /** a reference to something sensitive, never the text itself, which would stand in the JSON */
  readonly value: string;
}

/** The load balancer, and which paths are its own. */
export interface BackendOriginProps {
  /**
   * The name by which CloudFront connects; the load balancer's certificate must hold it. With `vpcOriginId` the load
   * balancer's own name, which no certificate holds: there the viewer's Host, which is passed on, must be held.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
   */
  readonly domainName: string;
  /**
   * The VPC origin that leads to a load balancer without a public address.
   *
   * @default - none: CloudFront connects over the internet
   */
  readonly vpcOriginId?: string;
  /** Path patterns of the backend. A pattern `/x/*` claims `/x` too; `/*` exactly when there is no site. */
  readonly patterns: readonly string[];
  /**
   * Sent with every request to the backend.
   *
   * @default - none
   */
  readonly header?: OriginHeader;
  /**
   * How long CloudFront waits for an answer, in seconds; above 120 it needs a higher quota.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginResponseTimeout
   * @default 60
   */
  readonly readTimeout?: number;
  /**
   * How long CloudFront keeps an idle connection to the load balancer, in seconds.
   *
   * @default 5
   */
  readonly keepaliveTimeout?: number;
  /**
   * The viewer-request function of every pattern: a redirect, never a rewrite.
   *
   * @default - none
   */
  readonly functionArn?: string;
  /**
   * The response headers policy of every pattern.
   *
   * @default - none
   */
  readonly responseHeadersPolicyId?: string;
}

/** Codes of ISO 3166-1 alpha-2, upper case. */
export type GeoRestriction = { readonly allow: readonly string[] } | { readonly deny: readonly string[] };

interface DistributionBaseProps {
  /** what the console shows, at most 128 characters */
  readonly comment: string;
  /** the names that viewers use, one at least; `*.example.com` is allowed */
  readonly names: readonly string[];
  /** a validated certificate for all names. CloudFront reads certificates from us-east-1 only. */
  readonly certificateArn: string;
  /**
   * The security policy of viewer connections.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
   * @default "TLSv1.2_2021"
   */
  readonly minimumTls?: string;
  /**
   * Which edge locations answer: North America and Europe, most, or all.
   *
   * @default "PriceClass_100"
   */
  readonly priceClass?: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  /** @default "http2and3" */
  readonly httpVersion?: "http1.1" | "http2" | "http2and3" | "http3";
  /**
   * Whether viewers may connect by IPv6; the names then need AAAA records too.
   *
   * @default true
   */
  readonly ipv6?: boolean;
  /**
   * ARN of a web ACL of scope `CLOUDFRONT`: what it blocks, no function and no origin sees.
   *
   * @default - none
   */
  readonly webAclArn?: string;
  /**
   * The countries that are answered, or those that are not, by the viewer's address.
   *
   * @default - all are answered
   */
  readonly geo?: GeoRestriction;
  /**
   * What must be in place before CloudFront sends it something new: the rules of a load balancer.
   *
   * @default - not waited for
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /**
   * Whether Terraform refuses every plan that would destroy the distribution.
   *
   * @default false
   */
  readonly preventDestroy?: boolean;
}

interface SiteProps {
  /**
   * The bucket of the site.
   *
   * @default - none: the backend answers every path
   */
  readonly site?: SiteOriginProps;
}

interface BackendProps {
  /**
   * The load balancer.
   *
   * @default - none: the site answers every path
   */
  readonly backend?: BackendOriginProps;
}

type WithSite = DistributionBaseProps & Required<SiteProps> & BackendProps;
type WithBackend = DistributionBaseProps & SiteProps & Required<BackendProps>;

/** A site, a backend, or both. */
export type DistributionProps = WithSite | WithBackend;

/** Whether pages come from the site; if not, there is a backend. */
export function hasSite(props: DistributionProps): props is WithSite {
  return props.site !== undefined;
}
