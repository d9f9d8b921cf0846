import type { Rule } from "./rule";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay */
const LONGEST = 3600;

export const drain: Rule = {
  id: "drain",
  reason: "A request may last as long as the idle timeout; a target that leaves earlier cuts it off.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay",
  remedy: "Raise the deregistration delay above the idle timeout.",
  stage: "synth",
  waivable: "warnings",
  reads: ["loadBalancer", "backends"],
  subject: ({ loadBalancer, backends }) =>
    `idle timeout ${loadBalancer.idleTimeout} s; ${Object.entries(backends)
      .map(([name, { deregistrationDelay }]) => `${name} ${deregistrationDelay} s`)
      .join(", ")}`,
  check({ loadBalancer, backends }, report) {
    for (const [name, { deregistrationDelay }] of Object.entries(backends)) {
      if (deregistrationDelay > loadBalancer.idleTimeout) continue;
      report.warning({
        path: ["backends", name, "deregistrationDelay"],
        wrong: `cuts off requests that last longer, and loadBalancer.idleTimeout allows ${loadBalancer.idleTimeout} seconds`,
        found: String(deregistrationDelay),
        fix:
          loadBalancer.idleTimeout < LONGEST
            ? `write ${loadBalancer.idleTimeout + 1} or more`
            : `write ${LONGEST}, and an idleTimeout below it`,
      });
    }
  },
};
