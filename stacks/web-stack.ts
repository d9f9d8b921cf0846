import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import type { FlowLogs } from "../modules/network/flow-logs";
import type { VpcAttributes } from "../modules/network/vpc";
import { createAlarms } from "./alarmed";
import { createAliases } from "./aliases";
import { type BackendTier, createBackendTier } from "./backend-tier";
import { type Certificates, createCertificates } from "./certificates";
import { createDirectAccess, createDirectRecord, type DirectAccess } from "./direct";
import { createEdge, type Edge } from "./edge";
import { createFlowLogs } from "./flow-logs";
import { GuardedStack } from "./guarded-stack";
import { type Hosts, hostsOf } from "./hosts";
import { createNetwork } from "./network";
import { createOriginSecret, type OriginSecret } from "./origin-secret";
import { createRequestOutputs, createServingOutputs } from "./outputs";
import { createProviders, type Providers, tagsOf } from "./providers";
import { createStateBackend } from "./state-backend";
import { collisionWarnings } from "./warnings";
import { createZone, type Zone } from "./zone";

/** Everything that serves the site. */
export interface Serving {
  readonly network: VpcAttributes;
  /** undefined where nothing is logged */
  readonly flowLogs?: FlowLogs;
  readonly backends: BackendTier;
  /** undefined without an edge */
  readonly edge?: Edge;
  /** undefined without a name for an instance */
  readonly direct?: DirectAccess;
}

/**
 * One environment: Route 53 -> CloudFront -> load balancer and site bucket.
 *
 * `environments/<environment>.ts` is handed this stack; what it adds may refer to the attributes below.
 *
 * @example
 * export default function extend(stack: WebStack): void {
 *   const { canonical } = stack.hosts;
 *   new SsmParameter(stack, "site_url", { name: "/shop/url", type: "String", value: `https://${canonical}/` });
 * }
 */
export class WebStack extends GuardedStack {
  readonly hosts: Hosts;
  readonly providers: Providers;
  readonly zone: Zone;
  readonly certificates: Certificates;
  /** undefined while `dns.stage` is `request` */
  readonly serving?: Serving;

  /** @throws where the environment is layered */
  constructor(
    scope: Construct,
    readonly environment: Environment,
  ) {
    super(scope, environment.environment, tagsOf(environment));
    if (environment.layout === "layered") {
      throw new Error(`${environment.environment} has layout: layered: make a LayeredEnvironment of it`);
    }
    this.hosts = hostsOf(environment);
    // S3's native lock came with 1.10.
    this.addOverride("terraform.required_version", ">= 1.10.0");
    createStateBackend(this, environment);
    this.providers = createProviders(this, environment);
    this.zone = createZone(this, environment, this.hosts);
    this.certificates = createCertificates(this, environment, this.hosts, this.zone, this.providers);
    if (environment.dns.stage === "request") {
      createRequestOutputs(this, this);
      return;
    }
    this.serving = this.createServing();
    const { backends, edge, direct } = this.serving;
    createAliases(this, this.zone, this.hosts, {
      balanced: backends.loadBalancer,
      distribution: edge?.distribution,
    });
    createDirectRecord(this, this.zone, direct);
    createServingOutputs(this, this.serving);
    createAlarms(this, this.serving);
  }

  private createServing(): Serving {
    const { environment, hosts, certificates } = this;
    const network = createNetwork(this, environment);
    const flowLogs = createFlowLogs(this, environment, network);
    const secret = this.createSecret();
    const backends = createBackendTier(this, environment, {
      hosts,
      network,
      secret,
      certificateArn: certificates.regionalArn,
    });
    const edge =
      certificates.viewerArn === undefined
        ? undefined
        : createEdge(this, environment, {
            hosts,
            secret,
            loadBalancer: backends.loadBalancer,
            certificateArn: certificates.viewerArn,
            after: backends.forwards,
          });
    return { network, flowLogs, backends, edge, direct: createDirectAccess(this, environment) };
  }

  /** What a person should know of this stack that no error says. */
  get warnings(): string[] {
    return [
      ...collisionWarnings(this.environment, this.serving?.backends.collisions ?? []),
      ...this.guardReport.notes,
    ];
  }

  /** Only where CloudFront alone may call: elsewhere viewers reach the load balancer without it. */
  private createSecret(): OriginSecret | undefined {
    const { exposure } = this.environment.loadBalancer;
    return exposure === "cloudfront" ? createOriginSecret(this, this.environment) : undefined;
  }
}
