import {
  CloudfrontDistribution,
  type CloudfrontDistributionOrigin,
} from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { Construct } from "constructs";
import { backendBehaviour, orderedBehaviours, pageBehaviour } from "./behaviours";
import { distributionProblems } from "./distribution-problems";
import {
  type DistributionProps,
  type GeoRestriction,
  hasSite,
  type SiteOriginProps,
} from "./distribution-props";
import { backendOrigin, siteOrigin } from "./origins";
import { PageCachePolicy } from "./page-cache-policy";
import { refuse } from "./problems";

export type {
  BackendOriginProps,
  DistributionProps,
  GeoRestriction,
  OriginHeader,
  SiteOriginProps,
} from "./distribution-props";

/**
 * The one entry point: pages and assets from a private bucket, the backend's patterns from a load balancer.
 *
 * Errors are passed on as they are: a `custom_error_response` would hold for the backend's answers too.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-values-specify.html
 *
 * @example
 * const distribution = new Distribution(stack, "edge", {
 *   comment: "shop production",
 *   names: ["example.com", "www.example.com"],
 *   certificateArn: certificate.arn,
 *   site: {
 *     bucketRegionalDomainName: bucket.regionalDomainName,
 *     originAccessControlName: "shop-production-site",
 *     cachePolicyName: "shop-production-pages",
 *     assets: ["/assets/*"],
 *   },
 *   backend: { domainName: "origin.example.com", patterns: ["/api/*"] },
 * });
 */
export class Distribution extends Construct {
  readonly id: string;
  /** what a bucket policy names as its reader */
  readonly arn: string;
  /** e.g. `d111111abcdef8.cloudfront.net` */
  readonly domainName: string;
  /** the zone of `domainName`, for an alias record */
  readonly hostedZoneId: string;
  /** whether viewers may connect by IPv6, and so whether an AAAA record may name it */
  readonly ipv6: boolean;

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);
    refuse(this, distributionProblems(props));

    const distribution = this.createDistribution(props);
    this.id = distribution.id;
    this.arn = distribution.arn;
    this.domainName = distribution.domainName;
    this.hostedZoneId = distribution.hostedZoneId;
    this.ipv6 = props.ipv6 ?? true;
  }

  private createDistribution(props: DistributionProps): CloudfrontDistribution {
    const { site, backend, priceClass = "PriceClass_100", httpVersion = "http2and3", ipv6 = true } = props;
    const { minimumTls = "TLSv1.2_2021", preventDestroy = false } = props;
    return new CloudfrontDistribution(this, "Resource", {
      comment: props.comment,
      enabled: true,
      aliases: [...props.names],
      httpVersion,
      isIpv6Enabled: ipv6,
      priceClass,
      // Without it `/` would list the bucket, which the distribution is allowed to do.
      defaultRootObject: site && "index.html",
      origin: [...(site ? [this.createSiteOrigin(site)] : []), ...(backend ? [backendOrigin(backend)] : [])],
      defaultCacheBehavior: hasSite(props)
        ? pageBehaviour(props.site, this.createCachePolicy(props.site))
        : backendBehaviour(props.backend),
      orderedCacheBehavior: orderedBehaviours(site, backend),
      restrictions: { geoRestriction: geoRestriction(props.geo) },
      viewerCertificate: {
        acmCertificateArn: props.certificateArn,
        minimumProtocolVersion: minimumTls,
        sslSupportMethod: "sni-only",
      },
      webAclId: props.webAclArn,
      waitForDeployment: true,
      lifecycle: { preventDestroy },
      ...(props.dependsOn && props.dependsOn.length > 0 && { dependsOn: [...props.dependsOn] }),
    });
  }

  private createSiteOrigin(site: SiteOriginProps): CloudfrontDistributionOrigin {
    const accessControl = new CloudfrontOriginAccessControl(this, "site", {
      name: site.originAccessControlName,
      description: "Signs every request to the bucket of the site",
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
      // An access control in use cannot be deleted: the distribution has to let go of it first.
      lifecycle: { createBeforeDestroy: true },
    });
    return siteOrigin(site, accessControl.id);
  }

  private createCachePolicy(site: SiteOriginProps): string {
    return new PageCachePolicy(this, "pages", {
      name: site.cachePolicyName,
      comment: "Pages: their own Cache-Control, or one second",
    }).policyId;
  }
}

function geoRestriction(geo: GeoRestriction | undefined) {
  if (geo === undefined) {
    return { restrictionType: "none" };
  }
  return "allow" in geo
    ? { restrictionType: "whitelist", locations: [...geo.allow] }
    : { restrictionType: "blacklist", locations: [...geo.deny] };
}
