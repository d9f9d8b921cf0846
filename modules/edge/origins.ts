import type { CloudfrontDistributionOrigin } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import type { BackendOriginProps, SiteOriginProps } from "./distribution-props";
import { ORIGIN_READ_TIMEOUT, ORIGIN_TLS } from "./origin-limits";

/** Ids of the origins within a distribution. */
export const SITE_ORIGIN = "site";
export const BACKEND_ORIGIN = "backend";

/** The bucket, read with requests that CloudFront signs. */
export function siteOrigin(
  site: SiteOriginProps,
  originAccessControlId: string,
): CloudfrontDistributionOrigin {
  return {
    originId: SITE_ORIGIN,
    domainName: site.bucketRegionalDomainName,
    originAccessControlId,
  };
}

/**
 * The load balancer, by HTTPS alone, over the internet or by a VPC origin, which has ports and protocol itself. The
 * port for HTTP is demanded by the API and never used.
 */
export function backendOrigin(backend: BackendOriginProps): CloudfrontDistributionOrigin {
  const {
    domainName,
    vpcOriginId,
    header,
    readTimeout = ORIGIN_READ_TIMEOUT,
    keepaliveTimeout = 5,
  } = backend;
  const origin = {
    originId: BACKEND_ORIGIN,
    domainName,
    customHeader: header && [{ name: header.name, value: header.value }],
  };
  if (vpcOriginId !== undefined) {
    const timeouts = { originReadTimeout: readTimeout, originKeepaliveTimeout: keepaliveTimeout };
    return { ...origin, vpcOriginConfig: { vpcOriginId, ...timeouts } };
  }
  return {
    ...origin,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: [...ORIGIN_TLS],
      originReadTimeout: readTimeout,
      originKeepaliveTimeout: keepaliveTimeout,
    },
  };
}
