import type { Change } from "./changes";

/** What a plan takes away from what serves requests. */
export interface Loss {
  /** what `--allow` takes */
  readonly address: string;
  readonly line: string;
}

/** What the guards say of a plan. */
export interface Verdict {
  readonly refused: readonly Loss[];
  /** losses that were asked for, and replacements without one: lines to read */
  readonly told: readonly string[];
  /** what was allowed and is not lost */
  readonly idle: readonly string[];
}

/** What requests go through, or what holds the data of a site, and what is lost with it. */
const SERVING: Readonly<Record<string, string>> = {
  aws_lb: "every name that leads to it stops answering",
  aws_lb_listener: "nothing answers on its port",
  aws_lb_listener_rule: "its requests no longer reach their backend",
  aws_lb_target_group: "its backend no longer gets requests",
  aws_autoscaling_group: "its instances end, with what is on their disks, and its backend answers 503",
  aws_cloudfront_distribution: "every name that leads to it stops answering",
  aws_cloudfront_vpc_origin: "CloudFront no longer reaches the load balancer",
  aws_route53_record: "its name no longer answers; of a certificate, it is not renewed",
  aws_route53_zone: "no name in it answers; a new zone has other name servers",
  aws_s3_bucket: "what is in it goes with it",
};

const TARGET_GROUP = "aws_lb_target_group";
const ATTACHMENT = "aws_lb_target_group_attachment";

/**
 * A plan is refused where something that serves would be gone, for good or until its successor is there. What was
 * allowed by its address passes; a plan that is to destroy everything takes all of it.
 */
export function judge(
  changes: readonly Change[],
  { allow, destroy }: { readonly allow: readonly string[]; readonly destroy: boolean },
): Verdict {
  const losses = [...goneOf(changes), ...withoutTargets(changes)];
  const isAllowed = ({ address }: Loss) => destroy || allow.some((each) => covers(each, address));
  return {
    refused: losses.filter((loss) => !isAllowed(loss)),
    told: [
      ...losses.filter(isAllowed).map(({ line }) => `allowed: ${line}`),
      ...changes
        .filter(({ type, kind }) => SERVING[type] !== undefined && kind === "replace")
        .map(({ address }) => `replaced, the new one first: ${address}`),
    ],
    idle: allow.filter((each) => !losses.some(({ address }) => covers(each, address))),
  };
}

/** One address, or all instances of a resource. */
function covers(allowed: string, address: string): boolean {
  return address === allowed || address.startsWith(`${allowed}[`);
}

function goneOf(changes: readonly Change[]): Loss[] {
  return changes.flatMap(({ address, type, kind }) => {
    const lost = SERVING[type];
    if (lost === undefined || (kind !== "destroy" && kind !== "gap")) {
      return [];
    }
    const how = kind === "gap" ? "replaced, the old one first" : "destroyed";
    return [
      { address, line: `${how}: ${address}: ${lost}${kind === "gap" ? ", until the new one is there" : ""}` },
    ];
  });
}

/** Target groups that stay and lose all of their targets. */
function withoutTargets(changes: readonly Change[]): Loss[] {
  const attachments = changes.filter(({ type }) => type === ATTACHMENT);
  const going = new Set(
    changes
      .filter(({ type, kind }) => type === TARGET_GROUP && kind === "destroy")
      .map(({ resource }) => resource),
  );
  return [...new Set(attachments.map(({ resource }) => resource))].flatMap((address) => {
    const group = address.replace(ATTACHMENT, TARGET_GROUP);
    const all = attachments.filter(({ resource }) => resource === address);
    return all.every(({ kind }) => kind === "destroy") && !going.has(group)
      ? [{ address, line: `no target is left: ${address}: requests to its backend get 503` }]
      : [];
  });
}
