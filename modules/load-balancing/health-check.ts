import { Token } from "cdktf";
import { formProblems, rangeProblems } from "./problems";

/**
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export interface HealthCheck {
  /**
   * a path that answers without authentication or redirect, whatever the Host: AWS sends the target's address
   * as Host
   */
  readonly path: string;
  /**
   * the port that is asked, where it is not the one that serves
   *
   * @default the port of the traffic
   */
  readonly port?: number;
  /** @default the protocol of the traffic */
  readonly protocol?: "http" | "https";
  /**
   * status codes of a healthy target: `200`, `200,204` or `200-299`. A redirect is none: it would prove that
   * something redirects, not that the application works.
   *
   * @default "200"
   */
  readonly matcher?: string;
  /**
   * seconds between two checks, 5 to 300
   *
   * @default 15
   */
  readonly interval?: number;
  /**
   * seconds to wait for an answer, 2 to 120 and less than `interval`
   *
   * @default 5
   */
  readonly timeout?: number;
  /**
   * answers in a row until a target is healthy, 2 to 10
   *
   * @default 2
   */
  readonly healthyThreshold?: number;
  /**
   * failures in a row until a target is not, 2 to 10
   *
   * @default 3
   */
  readonly unhealthyThreshold?: number;
}

export type CompleteHealthCheck = Required<Omit<HealthCheck, "port">> & Pick<HealthCheck, "port">;

/** The health check with every default filled in but the port, which AWS takes from each target. */
export function completed(healthCheck: HealthCheck, protocol: "http" | "https"): CompleteHealthCheck {
  return {
    path: healthCheck.path,
    port: healthCheck.port,
    protocol: healthCheck.protocol ?? protocol,
    matcher: healthCheck.matcher ?? "200",
    interval: healthCheck.interval ?? 15,
    timeout: healthCheck.timeout ?? 5,
    healthyThreshold: healthCheck.healthyThreshold ?? 2,
    unhealthyThreshold: healthCheck.unhealthyThreshold ?? 3,
  };
}

/** What in a health check AWS refuses, or would prove nothing. */
export function healthCheckProblems(check: CompleteHealthCheck): string[] {
  const { interval, timeout } = check;
  const comparable = !Token.isUnresolved(interval) && !Token.isUnresolved(timeout);
  return [
    ...formProblems(
      "healthCheck.path",
      check.path,
      /^\/[!-~]{0,1023}$/,
      "begin with / and have at most 1024 characters, no space among them",
    ),
    ...rangeProblems("healthCheck.port", check.port, 1, 65_535),
    ...matcherProblems(check.matcher),
    ...rangeProblems("healthCheck.interval", interval, 5, 300),
    ...rangeProblems("healthCheck.timeout", timeout, 2, 120),
    ...(comparable && timeout >= interval
      ? [`\`healthCheck.timeout\` must be less than \`healthCheck.interval\` (${interval}), got: ${timeout}`]
      : []),
    ...rangeProblems("healthCheck.healthyThreshold", check.healthyThreshold, 2, 10),
    ...rangeProblems("healthCheck.unhealthyThreshold", check.unhealthyThreshold, 2, 10),
  ];
}

/** AWS takes 200 to 499; of these the 3xx say nothing about the application. */
function matcherProblems(matcher: string): string[] {
  if (Token.isUnresolved(matcher)) {
    return [];
  }
  const accepted = matcher.split(",").every((part) => {
    const [low = "", high = low, ...more] = part.split("-");
    const codes = /^[24]\d\d$/.test(low) && /^[24]\d\d$/.test(high) && more.length === 0;
    // Both ends of a range in the same hundred, or it would hold the redirects between.
    return codes && low <= high && low.charAt(0) === high.charAt(0);
  });
  return accepted
    ? []
    : [
        `\`healthCheck.matcher\` must be codes or ranges of 2xx or 4xx, such as 200,204 or 200-299, since a redirect proves no health, got: ${JSON.stringify(matcher)}`,
      ];
}
