import { fillState } from "./fill-state";
import { fillTargets } from "./fill-targets";
import { withoutWildcard } from "./schema/hostname";
import type { Parsed } from "./schema/root";
import type { UserData } from "./user-data";

/** What lies in other files than the environment's own. */
export interface Beside {
  readonly adopted: { readonly priorities: Record<string, number> };
  readonly userData: UserData;
}

/** Fills the defaults that depend on other keys; the schema has filled the rest. */
export function fill(parsed: Parsed, { adopted, userData }: Beside) {
  const { project, environment, region, accountId, tags, protect, layout, providers } = parsed;
  const { domain, certificates, site, edge, direct, waivers } = parsed;
  const alarms = fillAlarms(parsed);
  return {
    project,
    environment,
    region,
    ...(accountId === undefined ? {} : { accountId }),
    tags,
    protect,
    layout,
    providers,
    domain,
    dns: fillDns(parsed),
    certificates,
    state: fillState(parsed),
    network: fillNetwork(parsed),
    loadBalancer: fillLoadBalancer(parsed),
    backends: fillBackends(parsed, userData),
    ...(site === undefined ? {} : { site }),
    edge,
    ...(direct === undefined ? {} : { direct }),
    ...(alarms === undefined ? {} : { alarms }),
    waivers,
    adopted,
  };
}

/** In us-east-1 one topic hears of everything. */
function fillAlarms({ alarms, region }: Parsed) {
  if (alarms?.topicArn === undefined || region !== "us-east-1") return alarms;
  return { ...alarms, edgeTopicArn: alarms.edgeTopicArn ?? alarms.topicArn };
}

function fillDns({ dns, domain }: Parsed) {
  if (dns.type !== "create") return dns;
  return { ...dns, zone: dns.zone ?? commonSuffix([domain.name, ...domain.aliases]) };
}

/** The longest name that all names are or end with: of `www.example.com` and `api.example.com` it is `example.com`. */
export function commonSuffix(names: readonly string[]): string {
  const [first = [], ...others] = names.map((name) => withoutWildcard(name).split(".").reverse());
  const differs = first.findIndex((label, index) => others.some((other) => other[index] !== label));
  return first
    .slice(0, differs < 0 ? first.length : differs)
    .reverse()
    .join(".");
}

function fillNetwork({ network, region }: Parsed) {
  if (network.type !== "remoteState") return network;
  const { state } = network;
  return { ...network, state: state.type === "s3" ? { ...state, region: state.region ?? region } : state };
}

function fillLoadBalancer({ loadBalancer, edge }: Parsed) {
  const exposure = loadBalancer.exposure ?? (edge.enabled ? "cloudfront" : "internet");
  const http = loadBalancer.http ?? (exposure === "internet" ? "redirect" : "closed");
  return { ...loadBalancer, exposure, http };
}

function fillBackends({ backends, site, network }: Parsed, userData: UserData) {
  const paths = site === undefined ? ["/*"] : [];
  return Object.fromEntries(
    Object.entries(backends).map(([name, backend]) => {
      const targets = fillTargets(backend.targets, network, userData.get(name));
      return [name, { ...backend, paths: backend.paths ?? paths, targets }];
    }),
  );
}
