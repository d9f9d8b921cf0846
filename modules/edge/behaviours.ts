import type {
  CloudfrontDistributionDefaultCacheBehavior,
  CloudfrontDistributionOrderedCacheBehavior,
} from "@cdktf/provider-aws/lib/cloudfront-distribution";
import type { BackendOriginProps, SiteOriginProps } from "./distribution-props";
import { MANAGED_CACHE_POLICIES, MANAGED_ORIGIN_REQUEST_POLICIES } from "./managed-policies";
import { BACKEND_ORIGIN, SITE_ORIGIN } from "./origins";
import { bySpecificity, EVERY_PATH, withBarePath } from "./path-patterns";

type Behaviour = CloudfrontDistributionDefaultCacheBehavior;
type PatternBehaviour = CloudfrontDistributionOrderedCacheBehavior;

const READ = ["GET", "HEAD"];

/** Nothing is cached, and everything that the viewer sent arrives: Host, cookies, query, body. */
export function backendBehaviour(backend: BackendOriginProps): Behaviour {
  return {
    ...behaviour(BACKEND_ORIGIN, backend.functionArn, backend.responseHeadersPolicyId),
    allowedMethods: [...READ, "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachePolicyId: MANAGED_CACHE_POLICIES.CachingDisabled,
    originRequestPolicyId: MANAGED_ORIGIN_REQUEST_POLICIES.AllViewer,
  };
}

/** Pages of the site, by a policy that does not keep an object which says nothing of caching. */
export function pageBehaviour(site: SiteOriginProps, cachePolicyId: string): Behaviour {
  return {
    ...behaviour(SITE_ORIGIN, site.functionArn, site.responseHeadersPolicyId),
    allowedMethods: [...READ, "OPTIONS"],
    cachePolicyId,
  };
}

/** Files that never change under one name; how long they live is their own Cache-Control's to say. */
export function assetBehaviour(site: SiteOriginProps): Behaviour {
  return {
    ...behaviour(SITE_ORIGIN, site.assetFunctionArn, site.responseHeadersPolicyId),
    allowedMethods: [...READ, "OPTIONS"],
    cachePolicyId: MANAGED_CACHE_POLICIES.CachingOptimized,
  };
}

/** One behaviour for every pattern but `/*`, which is the default behaviour's; most specific first. */
export function orderedBehaviours(
  site: SiteOriginProps | undefined,
  backend: BackendOriginProps | undefined,
): PatternBehaviour[] {
  const assets = (site?.assets ?? []).map((pattern) => ({ pattern, origin: SITE_ORIGIN }));
  const claims = backendPatterns(backend).map((pattern) => ({ pattern, origin: BACKEND_ORIGIN }));
  return [...assets, ...claims]
    .sort((a, b) => bySpecificity(a.pattern, b.pattern))
    .flatMap(({ pattern, origin }) => {
      const behaviours = [
        ...(site && origin === SITE_ORIGIN ? [assetBehaviour(site)] : []),
        ...(backend && origin === BACKEND_ORIGIN ? [backendBehaviour(backend)] : []),
      ];
      return behaviours.map((each) => ({ pathPattern: pattern, ...each }));
    });
}

/** Every pattern that goes to the backend, each once, without the one that is the default behaviour. */
export function backendPatterns(backend: BackendOriginProps | undefined): string[] {
  const patterns = (backend?.patterns ?? []).flatMap(withBarePath);
  return [...new Set(patterns)].filter((pattern) => pattern !== EVERY_PATH);
}

function behaviour(targetOriginId: string, functionArn?: string, responseHeadersPolicyId?: string) {
  return {
    targetOriginId,
    viewerProtocolPolicy: "redirect-to-https",
    cachedMethods: READ,
    compress: true,
    responseHeadersPolicyId,
    functionAssociation:
      functionArn === undefined ? undefined : [{ eventType: "viewer-request", functionArn }],
  };
}
