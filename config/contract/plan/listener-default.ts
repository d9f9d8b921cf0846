import type { LaterRule } from "../rule";

export const listenerDefault: LaterRule = {
  id: "listener-default",
  reason: "What no rule wants, a wrong Host or a missing secret, is answered by the load balancer itself.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html#listener-default-action",
  remedy: "Leave the default action at fixed-response 403, and forward by a rule that demands a host.",
  stage: "plan",
  waivable: "nothing",
  reads: ["dns"],
  asks: ({ dns }) =>
    dns.stage === "request"
      ? undefined
      : "that no listener forwards by default (postcondition of each listener)",
};
