/** Seconds that CloudFront waits for an answer of the load balancer. */
export const ORIGIN_READ_TIMEOUT = 60;

/** Protocols that CloudFront offers the load balancer. */
export const ORIGIN_TLS: readonly string[] = ["TLSv1.2"];
