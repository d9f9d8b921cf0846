import type { Environment } from "../config/environment";

/** The names of an environment, each group in the order in which AWS is given them. */
export interface Hosts {
  /** the first name of the site */
  readonly canonical: string;
  /** every name that viewers may type: what DNS and certificates hold */
  readonly viewer: readonly string[];
  /** the names that are answered rather than redirected: what reaches a backend as Host */
  readonly served: readonly string[];
  /** the names that are redirected to the canonical one */
  readonly redirected: readonly string[];
  /** the name by which CloudFront connects to the load balancer; undefined where it does so from within the VPC */
  readonly origin?: string;
}

export function hostsOf({ domain, loadBalancer }: Environment): Hosts {
  const { name, aliases, redirectAliases } = domain;
  return {
    canonical: name,
    viewer: [name, ...aliases],
    served: redirectAliases ? [name] : [name, ...aliases],
    redirected: redirectAliases ? aliases : [],
    origin: loadBalancer.exposure === "private" ? undefined : `origin.${name}`,
  };
}
