import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { externalRecords } from "../modules/dns/external-records";
import { djangoSettings } from "./django-settings";
import type { Serving, WebStack } from "./web-stack";

/** What a stage `request` ends with: what must answer publicly before stage `ready`. */
export function createRequestOutputs(stack: WebStack): void {
  const { zone, certificates, environment } = stack;
  if (environment.dns.type === "create") {
    output(
      stack,
      "name_servers",
      zone?.nameServers,
      "Set these name servers at the registrar, then dns.stage: ready",
    );
  }
  if (zone === undefined) {
    const records = externalRecords({ zoneName: zoneNameOf(stack), certificates: certificates.requested });
    output(stack, "dns_records", records, "Make these records at the DNS provider, then dns.stage: ready");
  }
}

/** What people and pipelines need of a stack that serves. */
export function createServingOutputs(stack: WebStack, serving: Serving): void {
  const { hosts, environment } = stack;
  output(stack, "url", `https://${hosts.canonical}/`, "Where the site answers");
  describeBackends(stack, serving);
  describeEdge(stack, serving);
  describeDns(stack, serving);
  output(
    stack,
    "django",
    djangoSettings(hosts, environment),
    "Settings of a Django application behind this, and of its Gunicorn",
  );
}

function describeBackends(stack: WebStack, { backends }: Serving): void {
  const { loadBalancer, targetGroups, peers } = backends;
  output(stack, "load_balancer_dns_name", loadBalancer.dnsName, "The load balancer's own name");
  const arns = Object.entries(targetGroups).flatMap(([name, { https, http }]) => [
    [name, https.group.arn],
    ...(http === undefined ? [] : [[`${name}_http`, http.group.arn]]),
  ]);
  output(
    stack,
    "target_group_arns",
    Object.fromEntries(arns),
    "Target group of each backend, to register targets in",
  );
  const own = Object.entries(peers).flatMap(([name, { ownGroup }]) => (ownGroup ? [[name, ownGroup]] : []));
  if (own.length > 0) {
    output(
      stack,
      "backend_security_group_ids",
      Object.fromEntries(own),
      "Security group for the targets of each backend that something else registers: it lets the load balancer in",
    );
  }
}

function describeEdge(stack: WebStack, { edge }: Serving): void {
  if (edge === undefined) {
    return;
  }
  output(stack, "distribution_id", edge.distribution.id, "The CloudFront distribution");
  output(stack, "distribution_domain_name", edge.distribution.domainName, "The distribution's own name");
  if (edge.bucket !== undefined) {
    output(stack, "site_bucket", edge.bucket.bucket, "The bucket that the site's build is uploaded to");
  }
}

function describeDns(stack: WebStack, { backends, edge }: Serving): void {
  const { zone, certificates, hosts, environment } = stack;
  if (environment.dns.type === "create") {
    output(
      stack,
      "name_servers",
      zone?.nameServers,
      "The zone's name servers, as the registrar must have them",
    );
  }
  if (zone === undefined) {
    const { dnsName } = backends.loadBalancer;
    const records = externalRecords({
      zoneName: zoneNameOf(stack),
      certificates: certificates.requested,
      viewer: { names: [...hosts.viewer], dnsName: edge?.distribution.domainName ?? dnsName },
      origin: edge && { name: hosts.origin, dnsName },
    });
    output(stack, "dns_records", records, "Records to make at the DNS provider");
  }
}

function zoneNameOf({ environment: { dns } }: WebStack): string | undefined {
  return dns.type === "external" ? dns.zone : undefined;
}

function output(scope: Construct, id: string, value: unknown, description: string): void {
  new TerraformOutput(scope, id, { value, description });
}
