/** What Terraform is doing to a resource, as its lines tell it. */
export type Action = "create" | "update" | "destroy" | "read" | "fetch";

/** Where it is done: the waits of the local AWS are fixed ones of the provider, shorter than AWS's. */
export type Where = "aws" | "local";

/** How long a step usually takes, in seconds, and what a person is told that is waited for. */
export interface Usual {
  readonly what: string;
  /** what it is waited for to do, where that is not plain @default - to be there */
  readonly until?: string;
  readonly from: number;
  readonly to: number;
  /** no surprise either, in seconds */
  readonly atTimes?: number;
}

type Steps = Readonly<Partial<Record<Action, Usual>>>;

const CERTIFICATE = { what: "the certificate", until: "to be issued" };
const LOAD_BALANCER = { what: "the load balancer" };
const DISTRIBUTION = { what: "the distribution", until: "to reach every edge location" };
const VPC_ORIGIN = { what: "the VPC origin" };
const RECORD = { what: "the record", until: "to reach every name server of Route 53" };
const ZONE = { what: "the zone" };
const NAT = { what: "the NAT gateway" };
const INSTANCE = { what: "the instance" };
const INSTANCES = { what: "the instances" };
const WEB_ACL = { what: "the web ACL" };
const LIFECYCLE = { what: "the bucket's lifecycle", until: "to be the same everywhere" };
const GONE = { until: "to be gone" };
const DELETED = { until: "to be disabled everywhere, then deleted" };

/**
 * The types of a stack that let a person wait. "Provider" is its source at 5.100.0; "logs" are those of
 * `terraform apply` that people published, which is what there is where AWS names no time.
 *
 * - Certificate: AWS troubleshoots only what is pending for longer than 30 minutes; logs 1 s to some minutes;
 *   the provider gives up after 75 minutes. Nothing is done when it is destroyed.
 * - Load balancer: logs 2m15s to 3m7s; the provider gives up after 10 minutes.
 * - Distribution: logs 3m36s to 7m53s, a change as long; 7m23s for destroying one, which is to disable it, to wait
 *   until that has reached every edge location, and to delete it. The provider gives up after 90 minutes.
 * - VPC origin: the Developer Guide says up to 15 minutes, which is when the provider gives up; people report more.
 * - Record: "changes generally propagate within 60 seconds" (Developer Guide); logs 15 s to 1m1s.
 * - NAT gateway: logs 1m25s to 2m5s, destroying 37 s to 1m19s; the provider gives up after 10 and 30 minutes.
 * - Instance: the provider waits until it runs, not for its checks: logs 12 to 45 s; until it has ended: to a minute.
 * - Auto Scaling group: each target keeps its connections for the deregistration delay (300 s unless set) before its
 *   instance ends. A target that is only detached (`aws_lb_target_group_attachment`) is not waited for.
 * - Web ACL: the provider does not wait; what uses one is tried again until it is there, "from a few seconds to a
 *   number of minutes" (WAF Developer Guide).
 * - Lifecycle of a bucket: the provider looks until the answers agree for a while, 55 s here.
 */
const USUAL: Readonly<Record<string, Steps>> = {
  aws_acm_certificate_validation: {
    create: { ...CERTIFICATE, from: 60, to: 300, atTimes: 1800 },
  },
  aws_lb: {
    create: { ...LOAD_BALANCER, from: 120, to: 180 },
    update: { ...LOAD_BALANCER, from: 10, to: 60 },
    destroy: { ...LOAD_BALANCER, ...GONE, from: 10, to: 60 },
  },
  aws_cloudfront_distribution: {
    create: { ...DISTRIBUTION, from: 180, to: 300, atTimes: 900 },
    update: { ...DISTRIBUTION, from: 180, to: 300, atTimes: 900 },
    destroy: { ...DISTRIBUTION, ...DELETED, from: 300, to: 900 },
  },
  aws_cloudfront_vpc_origin: {
    create: { ...VPC_ORIGIN, from: 300, to: 900 },
    update: { ...VPC_ORIGIN, from: 300, to: 900 },
    destroy: { ...VPC_ORIGIN, ...GONE, from: 300, to: 900 },
  },
  aws_route53_record: {
    create: { ...RECORD, from: 15, to: 60 },
    update: { ...RECORD, from: 15, to: 60 },
    destroy: { ...RECORD, from: 15, to: 60 },
  },
  aws_route53_zone: {
    create: { ...ZONE, from: 30, to: 60 },
    destroy: { ...ZONE, ...GONE, from: 15, to: 60 },
  },
  aws_nat_gateway: {
    create: { ...NAT, from: 90, to: 120 },
    destroy: { ...NAT, ...GONE, from: 30, to: 120 },
  },
  aws_instance: {
    create: { ...INSTANCE, from: 10, to: 60 },
    destroy: { ...INSTANCE, until: "to end", from: 30, to: 60 },
  },
  aws_autoscaling_group: {
    create: { ...INSTANCES, until: "to run", from: 30, to: 300 },
    destroy: { ...INSTANCES, until: "to finish their requests and end", from: 120, to: 600 },
  },
  aws_wafv2_web_acl: {
    destroy: { ...WEB_ACL, until: "to be let go everywhere", from: 5, to: 300 },
  },
  aws_wafv2_web_acl_association: {
    create: { ...WEB_ACL, until: "to be there for what uses it", from: 5, to: 300 },
  },
  aws_s3_bucket_lifecycle_configuration: {
    create: { ...LIFECYCLE, from: 30, to: 60 },
  },
};

/**
 * Where the local AWS differs: it is done at once, but the provider first looks after a fixed time. Measured.
 */
const LOCAL: Readonly<Record<string, Steps>> = {
  aws_acm_certificate_validation: { create: { ...CERTIFICATE, from: 1, to: 10 } },
  aws_lb: {
    create: { ...LOAD_BALANCER, from: 60, to: 60 },
    update: { ...LOAD_BALANCER, from: 30, to: 30 },
  },
  aws_cloudfront_distribution: {
    create: { ...DISTRIBUTION, from: 30, to: 60 },
    update: { ...DISTRIBUTION, from: 30, to: 60 },
    destroy: { ...DISTRIBUTION, ...DELETED, from: 30, to: 60 },
  },
  aws_cloudfront_vpc_origin: { create: { ...VPC_ORIGIN, from: 1, to: 10 } },
  aws_route53_record: {
    create: { ...RECORD, from: 15, to: 30 },
    update: { ...RECORD, from: 15, to: 30 },
    destroy: { ...RECORD, from: 15, to: 30 },
  },
};

/**
 * How long a step of a resource usually takes; undefined where it is not known to take long.
 *
 * @example
 * usualOf("module.api.aws_lb.public", "create"); // => {what: "the load balancer", from: 120, to: 180}
 */
export function usualOf(address: string, action: Action, where: Where = "aws"): Usual | undefined {
  const [, data, type = ""] =
    /^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)*(data\.)?([a-z][a-z0-9_]*)\./.exec(address) ?? [];
  if (data !== undefined) {
    return undefined;
  }
  return (where === "local" ? LOCAL[type]?.[action] : undefined) ?? USUAL[type]?.[action];
}

/**
 * @example
 * waitedFor({what: "the certificate", until: "to be issued", ...}); // => "the certificate to be issued"
 */
export function waitedFor({ what, until }: Usual): string {
  return until === undefined ? what : `${what} ${until}`;
}

/**
 * @example
 * usuallyTakes({what: "the load balancer", from: 120, to: 180}); // => "usually 2 to 3 minutes"
 */
export function usuallyTakes({ from, to, atTimes }: Usual): string {
  const rare = atTimes === undefined ? "" : `, at times ${minutes(atTimes)}`;
  if (from === to) {
    return `usually about ${to === 60 ? "a minute" : spoken(to)}${rare}`;
  }
  if (to < 60) {
    return `usually ${from} to ${to} seconds${rare}`;
  }
  if (from < 60) {
    return `usually under ${to === 60 ? "a minute" : spoken(to)}${rare}`;
  }
  return `usually ${minutes(from)} to ${spoken(to)}${rare}`;
}

function spoken(seconds: number): string {
  return seconds < 60 ? `${seconds} seconds` : `${minutes(seconds)} minutes`;
}

function minutes(seconds: number): string {
  return String(seconds / 60);
}
