/** One row of the table of what is legal with what; docs/environment.md prints the same. */
export interface Combination {
  /** `edge.enabled` */
  readonly edge: boolean;
  /** `loadBalancer.exposure` */
  readonly exposure: "cloudfront" | "internet" | "private";
  /** `loadBalancer.http` */
  readonly http: "closed" | "redirect" | "forward";
  /** `warned`: it can be used, and the report says what it leaves open */
  readonly outcome: "legal" | "warned" | "refused";
  /** what the report says of it, unless it is legal */
  readonly message?: string;
  /** who may come in, by port; nobody where it is refused */
  readonly wayIn: readonly WayIn[];
  /** whether `edge`, and `edge` and `exposure` where they are written, come to this row when the rest is left out */
  readonly byDefault: readonly ("edge" | "exposure")[];
  /** whether a `site` may stand beside it */
  readonly site: boolean;
}

export interface WayIn {
  readonly port: 80 | 443;
  readonly from: "CloudFront" | "CloudFront, in the VPC" | "anyone";
  /** what becomes of a request that a backend claims */
  readonly answer: "forward with the secret" | "forward" | "redirect to HTTPS";
}

const FROM_CLOUDFRONT: readonly WayIn[] = [
  { port: 443, from: "CloudFront", answer: "forward with the secret" },
];
const FROM_WITHIN: readonly WayIn[] = [{ port: 443, from: "CloudFront, in the VPC", answer: "forward" }];
const HTTPS: WayIn = { port: 443, from: "anyone", answer: "forward" };
const REDIRECT: WayIn = { port: 80, from: "anyone", answer: "redirect to HTTPS" };
const FORWARD: WayIn = { port: 80, from: "anyone", answer: "forward" };

const CLOSED = "loadBalancer.http: must be closed where only CloudFront reaches the load balancer";
const OPEN = "loadBalancer.exposure: lets anyone reach the load balancer past CloudFront";
const NO_EDGE = "loadBalancer.exposure: must be internet where edge.enabled is false";

/** What the report says of a site without an edge. */
export const SITE_NEEDS_EDGE = "site: needs the edge, and edge.enabled is false";

type Row = Pick<Combination, "exposure" | "http" | "outcome" | "message"> &
  Partial<Pick<Combination, "wayIn" | "byDefault">>;

const WITH_EDGE: readonly Row[] = [
  {
    exposure: "cloudfront",
    http: "closed",
    outcome: "legal",
    wayIn: FROM_CLOUDFRONT,
    byDefault: ["edge", "exposure"],
  },
  { exposure: "cloudfront", http: "redirect", outcome: "refused", message: CLOSED },
  { exposure: "cloudfront", http: "forward", outcome: "refused", message: CLOSED },
  { exposure: "internet", http: "closed", outcome: "warned", message: OPEN, wayIn: [HTTPS] },
  {
    exposure: "internet",
    http: "redirect",
    outcome: "warned",
    message: OPEN,
    wayIn: [HTTPS, REDIRECT],
    byDefault: ["exposure"],
  },
  { exposure: "internet", http: "forward", outcome: "warned", message: OPEN, wayIn: [HTTPS, FORWARD] },
  { exposure: "private", http: "closed", outcome: "legal", wayIn: FROM_WITHIN, byDefault: ["exposure"] },
  { exposure: "private", http: "redirect", outcome: "refused", message: CLOSED },
  { exposure: "private", http: "forward", outcome: "refused", message: CLOSED },
];

const WITHOUT_EDGE: readonly Row[] = [
  { exposure: "cloudfront", http: "closed", outcome: "refused", message: NO_EDGE },
  { exposure: "cloudfront", http: "redirect", outcome: "refused", message: NO_EDGE },
  { exposure: "cloudfront", http: "forward", outcome: "refused", message: NO_EDGE },
  { exposure: "internet", http: "closed", outcome: "legal", wayIn: [HTTPS] },
  {
    exposure: "internet",
    http: "redirect",
    outcome: "legal",
    wayIn: [HTTPS, REDIRECT],
    byDefault: ["edge", "exposure"],
  },
  { exposure: "internet", http: "forward", outcome: "legal", wayIn: [HTTPS, FORWARD] },
  { exposure: "private", http: "closed", outcome: "refused", message: NO_EDGE },
  { exposure: "private", http: "redirect", outcome: "refused", message: NO_EDGE },
  { exposure: "private", http: "forward", outcome: "refused", message: NO_EDGE },
];

function rows(edge: boolean, all: readonly Row[]): Combination[] {
  return all.map((row) => ({
    edge,
    site: edge && row.outcome !== "refused",
    wayIn: [],
    byDefault: [],
    ...row,
  }));
}

/** Every combination of edge, exposure and http. */
export const COMBINATIONS: readonly Combination[] = [...rows(true, WITH_EDGE), ...rows(false, WITHOUT_EDGE)];
