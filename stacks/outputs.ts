import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { externalRecords } from "../modules/dns/external-records";
import type { DistributionLogs } from "../modules/edge/distribution-logs";
import type { AccessLogs } from "../modules/load-balancing/load-balancer";
import type { FlowLogs } from "../modules/network/flow-logs";
import type { AliasTargets } from "./aliases";
import type { BackendTier } from "./backend-tier";
import type { Certificates } from "./certificates";
import type { DirectAccess } from "./direct";
import { djangoSettings } from "./django-settings";
import type { Edge } from "./edge";
import type { Hosts } from "./hosts";
import type { Serving, WebStack } from "./web-stack";
import type { Zone } from "./zone";

/** The parts of an environment that every layout has. */
interface Parts {
  readonly environment: Environment;
  readonly hosts: Hosts;
  readonly zone: Zone;
  readonly certificates: Certificates;
}

/** What a stage `request` ends with: what must answer publicly before stage `ready`. */
export function createRequestOutputs(scope: Construct, parts: Parts): void {
  describeNameServers(scope, parts, "Set these name servers at the registrar, then dns.stage: ready");
  if (parts.zone === undefined) {
    const records = validationRecords(parts);
    output(scope, "dns_records", records, "Make these records at the DNS provider, then dns.stage: ready");
  }
}

/** What people and pipelines need of a stack that serves. */
export function createServingOutputs(stack: WebStack, { backends, edge, direct, flowLogs }: Serving): void {
  describeUrl(stack, stack);
  describeBackends(stack, backends);
  describeEdge(stack, edge);
  describeLogs(stack, { distribution: edge?.logs, loadBalancer: backends.accessLogs, vpc: flowLogs });
  describeNameServers(stack, stack);
  const targets = { balanced: backends.loadBalancer, distribution: edge?.distribution };
  describeRecords(stack, stack, targets, direct);
  describeDjango(stack, stack);
}

export function describeUrl(scope: Construct, { hosts }: Parts): void {
  output(scope, "url", `https://${hosts.canonical}/`, "Where the site answers");
}

export function describeDjango(scope: Construct, { hosts, environment }: Parts): void {
  output(
    scope,
    "django",
    djangoSettings(hosts, environment),
    "Settings of a Django application behind this, and of its Gunicorn",
  );
}

export function describeBackends(scope: Construct, tier: BackendTier): void {
  const { loadBalancer, targetGroups, peers } = tier;
  output(scope, "load_balancer_dns_name", loadBalancer.dnsName, "The load balancer's own name");
  const arns = Object.entries(targetGroups).flatMap(([name, { https, http }]) => [
    [name, https.group.arn],
    ...(http === undefined ? [] : [[`${name}_http`, http.group.arn]]),
  ]);
  output(
    scope,
    "target_group_arns",
    Object.fromEntries(arns),
    "Target group of each backend, to register targets in",
  );
  const own = Object.entries(peers).flatMap(([name, { ownGroup }]) =>
    ownGroup === undefined || targetGroups[name]?.instances !== undefined ? [] : [[name, ownGroup]],
  );
  if (own.length > 0) {
    output(
      scope,
      "backend_security_group_ids",
      Object.fromEntries(own),
      "Security group for the targets of each backend that something else registers: it lets the load balancer in",
    );
  }
  describeInstances(scope, tier);
}

/** What deploys, databases and people need of the instances that are made here. */
function describeInstances(scope: Construct, { targetGroups, peers }: BackendTier): void {
  const made = Object.entries(targetGroups).flatMap(([name, { instances }]) =>
    instances === undefined ? [] : [{ name, instances, securityGroup: peers[name]?.ownGroup }],
  );
  if (made.length === 0) {
    return;
  }
  const each = (id: string, value: (one: (typeof made)[number]) => unknown, description: string) =>
    output(scope, id, Object.fromEntries(made.map((one) => [one.name, value(one)])), description);
  each("auto_scaling_groups", ({ instances }) => instances.group.name, "Auto Scaling group of each backend");
  each(
    "instance_security_group_ids",
    ({ securityGroup }) => securityGroup,
    "Security group of the instances of each backend, for a database to let in",
  );
  each(
    "instance_role_names",
    ({ instances }) => instances.role.roleName,
    "IAM role of the instances of each backend",
  );
}

export function describeEdge(scope: Construct, edge: Edge | undefined): void {
  if (edge === undefined) {
    return;
  }
  output(scope, "distribution_id", edge.distribution.id, "The CloudFront distribution");
  output(scope, "distribution_domain_name", edge.distribution.domainName, "The distribution's own name");
  if (edge.bucket !== undefined) {
    output(scope, "site_bucket", edge.bucket.bucket, "The bucket that the site's build is uploaded to");
  }
}

/** Whose logs are kept in S3. */
interface Logs {
  readonly distribution?: DistributionLogs;
  readonly loadBalancer?: AccessLogs;
  readonly vpc?: FlowLogs;
}

export function describeLogs(scope: Construct, { distribution, loadBalancer, vpc }: Logs): void {
  const logs = { distribution, load_balancer: loadBalancer, vpc };
  const buckets = Object.entries(logs).flatMap(([whose, log]) => (log ? [[whose, log.bucket]] : []));
  if (buckets.length > 0) {
    output(scope, "log_buckets", Object.fromEntries(buckets), "The buckets that logs are kept in");
  }
}

export function describeNameServers(
  scope: Construct,
  { environment, zone }: Parts,
  description = "The zone's name servers, as the registrar must have them",
): void {
  if (environment.dns.type === "create") {
    output(scope, "name_servers", zone?.nameServers, description);
  }
}

/** What a person makes at another DNS provider: for the certificates, and for the names. */
export function describeRecords(
  scope: Construct,
  { zone, certificates, hosts, environment }: Parts,
  { balanced: { dnsName }, distribution }: AliasTargets,
  direct: DirectAccess | undefined,
): void {
  if (zone === undefined) {
    const records = externalRecords({
      zoneName: zoneNameOf(environment),
      certificates: certificates.requested,
      viewer: { names: [...hosts.viewer], dnsName: distribution?.domainName ?? dnsName },
      origin: distribution && hosts.origin !== undefined ? { name: hosts.origin, dnsName } : undefined,
      direct,
    });
    output(scope, "dns_records", records, "Records to make at the DNS provider");
  }
}

/** The records of the certificates alone, in the layer that waits for them. */
export function describeValidation(scope: Construct, parts: Parts): void {
  if (parts.zone === undefined && parts.certificates.requested.length > 0) {
    output(scope, "dns_records", validationRecords(parts), "Records of the certificates at the DNS provider");
  }
}

function validationRecords({ certificates, environment }: Parts) {
  return externalRecords({ zoneName: zoneNameOf(environment), certificates: certificates.requested });
}

function zoneNameOf({ dns }: Environment): string | undefined {
  return dns.type === "external" ? dns.zone : undefined;
}

function output(scope: Construct, id: string, value: unknown, description: string): void {
  new TerraformOutput(scope, id, { value, description });
}
