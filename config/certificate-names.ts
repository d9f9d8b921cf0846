import type { Environment } from "./environment";

/** The names that ACM is asked for: of the certificate that viewers see, and of the load balancer's. */
export function certificateNames({ domain, edge, loadBalancer }: Environment): {
  readonly viewer: readonly string[];
  readonly regional: readonly string[];
} {
  const names = [domain.name, ...domain.aliases];
  // CloudFront asks a VPC origin for the viewer's name, and one that is public for the origin's.
  const withOrigin = edge.enabled && loadBalancer.exposure !== "private";
  return {
    viewer: edge.enabled ? names : [],
    regional: withOrigin ? [...names, `origin.${domain.name}`] : names,
  };
}
