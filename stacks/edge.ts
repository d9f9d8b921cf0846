import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { Distribution, type GeoRestriction } from "../modules/edge/distribution";
import type { DistributionLogs } from "../modules/edge/distribution-logs";
import { SiteBucket } from "../modules/edge/site-bucket";
import { SiteBucketPolicy } from "../modules/edge/site-bucket-policy";
import type { WebAcl } from "../modules/edge/web-acl";
import type { LoadBalancer } from "../modules/load-balancing/load-balancer";
import { createPages, createRedirect } from "./edge-functions";
import { createHeaders } from "./edge-headers";
import { createEdgeLogs } from "./edge-logs";
import type { Hosts } from "./hosts";
import { balancerId, NAME_LIMITS, namePrefix, resourceName } from "./names";
import type { OriginSecret } from "./origin-secret";
import { createWebAcl } from "./web-acl";

/** What the edge takes from the parts before it. */
export interface EdgeNeeds {
  readonly hosts: Hosts;
  readonly secret: OriginSecret | undefined;
  /** by which CloudFront gets there where it has no public name */
  readonly loadBalancer: Pick<LoadBalancer, "arn" | "dnsName">;
  /** a valid certificate in us-east-1 */
  readonly certificateArn: string;
  /** what CloudFront must find when it calls: the rules that know what it sends */
  readonly after?: readonly ITerraformDependable[];
}

/** The one entry point, and the bucket of the site behind it. */
export interface Edge {
  readonly distribution: Distribution;
  /** undefined where backends answer everything */
  readonly bucket?: SiteBucket;
  /** undefined where the environment asks for none */
  readonly webAcl?: WebAcl;
  /** undefined where nothing is logged */
  readonly logs?: DistributionLogs;
}

export function createEdge(scope: Construct, environment: Environment, needs: EdgeNeeds): Edge {
  const bucket = environment.site && createBucket(scope, environment);
  const webAcl = createWebAcl(scope, environment);
  const distribution = createDistribution(scope, environment, needs, { bucket, webAcl });
  if (bucket !== undefined) {
    createBucketPolicy(scope, bucket, distribution);
  }
  const logs = createEdgeLogs(scope, environment, distribution);
  return { distribution, bucket, webAcl, logs };
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
  needs: EdgeNeeds,
  { bucket, webAcl }: Pick<Edge, "bucket" | "webAcl">,
): Distribution {
  const { hosts, secret, certificateArn } = needs;
  const { backends, edge, site, protect } = environment;
  const redirect = createRedirect(scope, environment, hosts);
  const responseHeadersPolicyId = createHeaders(scope, environment);
  return new Distribution(scope, "edge", {
    comment: resourceName(environment, "", 128),
    names: hosts.viewer,
    certificateArn,
    minimumTls: edge.minimumTls,
    priceClass: edge.priceClass,
    webAclArn: webAcl?.arn,
    geo: geoOf(edge),
    preventDestroy: protect,
    dependsOn: needs.after,
    backend: {
      ...createOrigin(scope, environment, needs),
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

/** How CloudFront gets to the load balancer: by the origin's public name, or from within the VPC. */
function createOrigin(scope: Construct, environment: Environment, { hosts, loadBalancer }: EdgeNeeds) {
  if (hosts.origin !== undefined) {
    return { domainName: hosts.origin };
  }
  // Loaded, like a created VPC, where it is asked for.
  const { VpcOrigin }: typeof import("../modules/edge/vpc-origin") = require("../modules/edge/vpc-origin");
  const id = balancerId(environment);
  const { vpcOriginId } = new VpcOrigin(scope, `${id}_origin`, {
    name: resourceName(environment, id, NAME_LIMITS.vpcOrigin),
    loadBalancerArn: loadBalancer.arn,
  });
  return { domainName: loadBalancer.dnsName, vpcOriginId };
}

function geoOf({ geo }: Environment["edge"]): GeoRestriction | undefined {
  const { allow, deny } = geo ?? {};
  return allow !== undefined ? { allow } : deny && { deny };
}

function createBucketPolicy(scope: Construct, bucket: SiteBucket, distribution: Distribution): void {
  new SiteBucketPolicy(scope, "site_policy", {
    bucket: bucket.bucket,
    bucketArn: bucket.arn,
    distributionArn: distribution.arn,
    publicAccessBlock: bucket.publicAccessBlock,
  });
}
