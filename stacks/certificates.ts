import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { Certificate } from "../modules/dns/certificate";
import { ValidationRecords } from "../modules/dns/validation-records";
import type { Hosts } from "./hosts";
import type { Providers } from "./providers";
import type { Zone } from "./zone";

/** The certificates of an environment: those it brings along by ARN, and those requested here. */
export interface Certificates {
  /** requested here, in either region */
  readonly requested: readonly Certificate[];
  /** the valid certificate of the distribution; undefined without an edge. Waits for ACM. */
  readonly viewerArn?: string;
  /** the valid certificate of the load balancer. Waits for ACM. */
  readonly regionalArn: string;
}

export function createCertificates(
  scope: Construct,
  environment: Environment,
  hosts: Hosts,
  zone: Zone,
  providers: Providers,
): Certificates {
  const { certificates: own, dns, edge } = environment;
  const viewer =
    edge.enabled && own.viewer === undefined
      ? new Certificate(scope, "viewer", { names: hosts.viewer, provider: providers.usEast1 })
      : undefined;
  const regional =
    own.regional === undefined
      ? new Certificate(scope, "regional", { names: regionalNames(edge.enabled, hosts) })
      : undefined;
  // The regional one first: it holds every name, so that each record keeps one source.
  const requested = [regional, viewer].filter((certificate) => certificate !== undefined);
  const records =
    zone === undefined || requested.length === 0
      ? undefined
      : new ValidationRecords(scope, "validation", { zoneId: zone.zoneId, certificates: requested });
  const awaited = (certificate: Certificate | undefined, ownArn: string | undefined) =>
    dns.stage === "request" ? certificate?.requestedArn : (certificate?.awaitIssue({ records }) ?? ownArn);
  return {
    requested,
    viewerArn: awaited(viewer, own.viewer),
    regionalArn: awaited(regional, own.regional) ?? "",
  };
}

/**
 * CloudFront asks for the origin's name and hands on the viewer's Host: the listener answers to both. By a VPC origin
 * it asks for the load balancer's own name, for which nobody else has a certificate: there it is the Host that must be
 * held. The first name is the certificate's common name, of 64 characters at most, so it is not the longer one.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
function regionalNames(withEdge: boolean, { origin, viewer }: Hosts): readonly string[] {
  return withEdge && origin !== undefined ? [...viewer, origin] : viewer;
}
