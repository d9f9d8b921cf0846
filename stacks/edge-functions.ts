import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { ViewerRequestFunction } from "../modules/edge/viewer-request";
import type { Hosts } from "./hosts";
import { NAME_LIMITS, resourceName } from "./names";

/** For pages: deep links, the redirect of aliases, and the password where one is asked for. */
export function createPages(scope: Construct, environment: Environment, hosts: Hosts, spa: boolean): string {
  return new ViewerRequestFunction(scope, "pages", {
    name: resourceName(environment, "pages", NAME_LIMITS.cloudfrontFunction),
    comment: "Deep links of the site, and the redirect of aliases",
    pages: spa ? "spa" : "directories",
    ...redirectOf(hosts),
    basicAuth: environment.site?.basicAuth,
  }).arn;
}

/** For everything else: redirect and password, where there is one of them. */
export function createRedirect(scope: Construct, environment: Environment, hosts: Hosts): string | undefined {
  const basicAuth = environment.site?.basicAuth;
  if (hosts.redirected.length === 0) {
    return basicAuth && createPassword(scope, environment, basicAuth);
  }
  return new ViewerRequestFunction(scope, "redirect", {
    name: resourceName(environment, "redirect", NAME_LIMITS.cloudfrontFunction),
    comment: "Redirect of aliases",
    ...redirectOf(hosts),
    basicAuth,
  }).arn;
}

type BasicAuth = NonNullable<NonNullable<Environment["site"]>["basicAuth"]>;

function createPassword(scope: Construct, environment: Environment, basicAuth: BasicAuth): string {
  return new ViewerRequestFunction(scope, "password", {
    name: resourceName(environment, "password", NAME_LIMITS.cloudfrontFunction),
    comment: "Password of a site that is not released",
    basicAuth,
  }).arn;
}

function redirectOf({ canonical, redirected }: Hosts) {
  return redirected.length === 0 ? {} : { canonicalHost: canonical, redirectHosts: redirected };
}
