import { Lb } from "@cdktf/provider-aws/lib/lb";
import { type Precondition, Token } from "cdktf";
import { Construct } from "constructs";
import { formProblems, rangeProblems, refuse, repeated } from "./problems";

export interface AccessLogs {
  /**
   * name of a bucket that admits the logs; `AccessLogBucket.bucket` makes the load balancer wait for its
   * policy
   */
  readonly bucket: string;
  /**
   * what the keys of the logs begin with, without `/` at either end
   *
   * @default none
   */
  readonly prefix?: string;
}

export interface LoadBalancerProps {
  /**
   * at most 32 letters, digits and hyphens, unique in region and account; another name replaces the load
   * balancer
   */
  readonly name: string;
  /** at least two, each in another zone */
  readonly subnetIds: readonly string[];
  /** groups that decide who may connect, and to what the load balancer may */
  readonly securityGroupIds: readonly string[];
  /** whether AWS refuses to delete it */
  readonly deletionProtection: boolean;
  /**
   * whether it has no public address; another value replaces the load balancer
   *
   * @default false
   */
  readonly internal?: boolean;
  /**
   * `dualstack` needs subnets with IPv6 ranges
   *
   * @default "ipv4"
   */
  readonly ipAddressType?: "ipv4" | "dualstack";
  /**
   * whether Terraform refuses a plan that deletes or replaces it
   *
   * @default false
   */
  readonly preventDestroy?: boolean;
  /**
   * seconds, 1 to 4000, after which a connection on which nothing moves is closed; the application's keep-
   * alive is longer
   *
   * @default 60
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-
   * attributes.html
   */
  readonly idleTimeout?: number;
  /**
   * where each request is logged
   *
   * @default not logged
   */
  readonly accessLogs?: AccessLogs;
  /**
   * what Terraform demands before it makes or changes it, such as of its subnets
   *
   * @default nothing
   */
  readonly preconditions?: readonly Precondition[];
}

/**
 * An Application Load Balancer, without listeners.
 *
 * @example
 * new LoadBalancer(this, "public", {
 *   name: "shop-production",
 *   subnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
 *   securityGroupIds: ["sg-0123456789abcdef0"],
 *   deletionProtection: true,
 * });
 */
export class LoadBalancer extends Construct {
  readonly arn: string;
  /** `aws_lb.public`: what conditions of Terraform refer to */
  readonly address: string;
  /** what metrics call it */
  readonly arnSuffix: string;
  /** the name that AWS gives it, for alias records */
  readonly dnsName: string;
  /** the zone of that name, for alias records; not a zone of this account */
  readonly zoneId: string;
  /** whether it answers on IPv6, and so whether an AAAA record may name it */
  readonly ipv6: boolean;
  /** seconds */
  readonly idleTimeout: number;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { internal = false, ipAddressType = "ipv4", preventDestroy = false, idleTimeout = 60 } = props;
    const { preconditions = [] } = props;
    refuse(this, [
      ...nameProblems(props.name),
      ...subnetProblems(props.subnetIds),
      ...securityGroupProblems(props.securityGroupIds),
      ...rangeProblems("idleTimeout", idleTimeout, 1, 4000),
      ...logProblems(props.accessLogs),
    ]);

    const lb = new Lb(this, "Resource", {
      name: props.name,
      loadBalancerType: "application",
      internal,
      ipAddressType,
      subnets: [...props.subnetIds],
      securityGroups: [...props.securityGroupIds],
      idleTimeout,
      enableHttp2: true,
      enableDeletionProtection: props.deletionProtection,
      // WSGI reads X_Forwarded_For and X-Forwarded-For as one variable, which a viewer could forge.
      dropInvalidHeaderFields: true,
      // The application sees the Host that the rules have matched, port included.
      preserveHostHeader: true,
      // Turns away what is known to smuggle requests; `strictest` also refuses harmless old clients.
      desyncMitigationMode: "defensive",
      // The last address is the one this load balancer saw: an application counts proxies from there.
      xffHeaderProcessingMode: "append",
      ...(props.accessLogs && { accessLogs: { ...props.accessLogs, enabled: true } }),
      ...((preventDestroy || preconditions.length > 0) && {
        lifecycle: {
          ...(preventDestroy && { preventDestroy }),
          ...(preconditions.length > 0 && { precondition: [...preconditions] }),
        },
      }),
    });

    this.arn = lb.arn;
    this.address = `${lb.terraformResourceType}.${lb.friendlyUniqueId}`;
    this.arnSuffix = lb.arnSuffix;
    this.dnsName = lb.dnsName;
    this.zoneId = lb.zoneId;
    this.ipv6 = ipAddressType === "dualstack";
    this.idleTimeout = idleTimeout;
  }
}

function nameProblems(name: string): string[] {
  const form = /^(?!internal-)(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/;
  const must =
    "have 1 to 32 letters, digits and hyphens, no hyphen at either end, and not begin with internal-";
  return formProblems("name", name, form, must);
}

function subnetProblems(ids: readonly string[]): string[] {
  if (Token.isUnresolved(ids)) {
    return [];
  }
  return ids.length >= 2 && repeated(ids).length === 0
    ? []
    : [`\`subnetIds\` must name at least two subnets, each once, got: ${ids.join(", ") || "none"}`];
}

/** Without one, AWS takes the VPC's default group, which nothing here governs. */
function securityGroupProblems(ids: readonly string[]): string[] {
  return Token.isUnresolved(ids) || ids.length > 0
    ? []
    : ["`securityGroupIds` must name at least one group, got: none"];
}

function logProblems(logs: AccessLogs | undefined): string[] {
  const form = /^(?!.*AWSLogs)(?!\/).+(?<!\/)$/;
  return formProblems(
    "accessLogs.prefix",
    logs?.prefix,
    form,
    "not contain AWSLogs, nor begin or end with /",
  );
}
