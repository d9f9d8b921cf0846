import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import type { VpcAttributes } from "../modules/network/vpc";
import { createLayeredAlarms } from "./alarmed";
import { createAliases } from "./aliases";
import { type BackendTier, createBackendTier } from "./backend-tier";
import { type Certificates, createCertificates } from "./certificates";
import { createDirectAccess, createDirectRecord } from "./direct";
import { createEdge } from "./edge";
import { createFlowLogs } from "./flow-logs";
import { type Hosts, hostsOf } from "./hosts";
import { LayerStack } from "./layer-stack";
import { createNetwork } from "./network";
import { offeredDirect, offeredDistribution, offeredLoadBalancer, offeredNetwork } from "./offered";
import { createOriginSecret, type OriginSecret } from "./origin-secret";
import {
  createRequestOutputs,
  describeBackends,
  describeDjango,
  describeEdge,
  describeLogs,
  describeNameServers,
  describeRecords,
  describeUrl,
  describeValidation,
} from "./outputs";
import { createProviders, createRegionalProvider } from "./providers";
import { collisionWarnings } from "./warnings";
import type { Serving } from "./web-stack";
import { createZone, type Zone } from "./zone";

/** The stacks of a layered environment. */
export interface LayerStacks {
  readonly network: LayerStack;
  /** undefined while `dns.stage` is `request` */
  readonly backend?: LayerStack;
  /** undefined without an edge, too */
  readonly edge?: LayerStack;
  readonly dns?: LayerStack;
}

/**
 * One environment as a stack for each layer, of the same parts as a `WebStack`: network with zone and certificates,
 * backend, edge, and the aliases that point at them.
 *
 * `environments/<environment>.ts` is handed this. What it adds to one layer may refer to the attributes below: those of
 * another layer cross as outputs.
 *
 * @example
 * export default function extend({ hosts, layers }: LayeredEnvironment): void {
 *   const url = `https://${hosts.canonical}/`;
 *   new SsmParameter(layers.network, "site_url", { name: "/shop/url", type: "String", value: url });
 * }
 */
export class LayeredEnvironment {
  readonly hosts: Hosts;
  readonly layers: LayerStacks;
  readonly zone: Zone;
  readonly certificates: Certificates;
  /** undefined while `dns.stage` is `request` */
  readonly serving?: Serving;

  constructor(
    scope: Construct,
    readonly environment: Environment,
  ) {
    this.hosts = hostsOf(environment);
    const network = new LayerStack(scope, environment, "network");
    const providers = createProviders(network, environment);
    this.zone = createZone(network, environment, this.hosts);
    this.certificates = createCertificates(network, environment, this.hosts, this.zone, providers);
    if (environment.dns.stage === "request") {
      createRequestOutputs(network, this);
      this.layers = { network };
      return;
    }
    const vpc = createNetwork(network, environment);
    const flowLogs = createFlowLogs(network, environment, vpc);
    describeLogs(network, { vpc: flowLogs });
    describeNameServers(network, this);
    describeValidation(network, this);
    const { backend, backends } = this.createBackend(scope, network, vpc);
    const served = environment.edge.enabled ? this.createEdge(scope, network, backend, backends) : undefined;
    const direct = createDirectAccess(backend, environment);
    this.serving = { network: vpc, flowLogs, backends, edge: served?.edge, direct };
    const dns = this.createDns(scope, { network, backend, edge: served?.stack }, this.serving);
    this.layers = { network, backend, edge: served?.stack, dns };
    createLayeredAlarms(this, this.serving);
  }

  /** What a person should know of these stacks that no error says. */
  get warnings(): string[] {
    const notes = this.stacks.flatMap(({ guardReport }) => guardReport.notes);
    return [...collisionWarnings(this.environment, this.serving?.backends.collisions ?? []), ...notes];
  }

  /** The stacks of all layers that there are. */
  get stacks(): LayerStack[] {
    return Object.values(this.layers).filter((stack) => stack !== undefined);
  }

  private createBackend(scope: Construct, network: LayerStack, vpc: VpcAttributes) {
    const { environment, hosts, certificates } = this;
    const backend = this.createLayer(scope, "backend", [network]);
    const backends = createBackendTier(backend, environment, {
      hosts,
      network: offeredNetwork(network, vpc),
      secret: this.createSecret(backend),
      certificateArn: network.offer(
        "regional_certificate_arn",
        certificates.regionalArn,
        "The valid certificate of the load balancer",
      ),
    });
    describeBackends(backend, backends);
    describeLogs(backend, { loadBalancer: backends.accessLogs });
    return { backend, backends };
  }

  private createEdge(scope: Construct, network: LayerStack, backend: LayerStack, backends: BackendTier) {
    const { environment, hosts, certificates } = this;
    // The rules know what CloudFront sends before it does; and a VPC origin leads to a load balancer that is there.
    const stack = this.createLayer(scope, "edge", [network, backend]);
    const edge = createEdge(stack, environment, {
      hosts,
      secret: this.createSecret(stack),
      loadBalancer: {
        arn: backend.offer(
          "load_balancer_arn",
          backends.loadBalancer.arn,
          "The load balancer, for a VPC origin",
        ),
        dnsName: offeredLoadBalancer(backend, backends).dnsName,
      },
      certificateArn: network.offer(
        "viewer_certificate_arn",
        certificates.viewerArn ?? "",
        "The valid certificate of the distribution",
      ),
    });
    describeEdge(stack, edge);
    describeLogs(stack, { distribution: edge.logs });
    return { stack, edge };
  }

  /** The aliases come last, and go first: what they point at answers before it is called, and until it is not. */
  private createDns(
    scope: Construct,
    { network, backend, edge }: LayerStacks & { readonly backend: LayerStack },
    serving: Serving,
  ): LayerStack {
    const dns = this.createLayer(scope, "dns", [network, backend, ...(edge === undefined ? [] : [edge])]);
    const zone = this.zone && {
      zoneId: network.offer("zone_id", this.zone.zoneId, "The zone that holds the names"),
    };
    const targets = {
      balanced: offeredLoadBalancer(backend, serving.backends),
      distribution: edge && serving.edge && offeredDistribution(edge, serving.edge),
    };
    createAliases(dns, zone, this.hosts, targets);
    const direct = serving.direct && offeredDirect(backend, serving.direct);
    createDirectRecord(dns, zone, direct);
    describeUrl(dns, this);
    const parts = { ...this, certificates: { ...this.certificates, requested: [] } };
    describeRecords(dns, parts, targets, direct);
    describeDjango(dns, this);
    return dns;
  }

  private createLayer(
    scope: Construct,
    layer: "backend" | "edge" | "dns",
    earlier: readonly LayerStack[],
  ): LayerStack {
    const stack = new LayerStack(scope, this.environment, layer);
    createRegionalProvider(stack, this.environment);
    // Said here, since a layer that refers to none of them has to wait all the same.
    for (const each of earlier) stack.addDependency(each);
    return stack;
  }

  /** Each layer that needs the secret reads it itself: it is in no output. */
  private createSecret(stack: LayerStack): OriginSecret | undefined {
    const { exposure } = this.environment.loadBalancer;
    return exposure === "cloudfront" ? createOriginSecret(stack, this.environment) : undefined;
  }
}
