import type { CloudfrontDistributionOrigin } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import type { BackendOriginProps, SiteOriginProps } from "./distribution-props";

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

/** The load balancer, by HTTPS alone. The port for HTTP is demanded by the API and never used. */
export function backendOrigin(backend: BackendOriginProps): CloudfrontDistributionOrigin {
  const { domainName, header, readTimeout = 60, keepaliveTimeout = 5 } = backend;
  return {
    originId: BACKEND_ORIGIN,
    domainName,
    customHeader: header && [{ name: header.name, value: header.value }],
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      originReadTimeout: readTimeout,
      originKeepaliveTimeout: keepaliveTimeout,
    },
  };
}
