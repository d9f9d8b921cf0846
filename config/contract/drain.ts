import type { Rule } from "./rule";

export const drain: Rule = {
  id: "drain",
  reason: "A request may last as long as the idle timeout; a target that leaves earlier cuts it off.",
  reads: ["loadBalancer", "backends"],
  check({ loadBalancer, backends }, report) {
    for (const [name, { deregistrationDelay }] of Object.entries(backends)) {
      if (deregistrationDelay >= loadBalancer.idleTimeout) continue;
      report.warning({
        path: ["backends", name, "deregistrationDelay"],
        wrong: `cuts off requests that last longer, and loadBalancer.idleTimeout allows ${loadBalancer.idleTimeout} seconds`,
        found: String(deregistrationDelay),
        fix: `write ${loadBalancer.idleTimeout} or more`,
      });
    }
  },
};
