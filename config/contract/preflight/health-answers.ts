import type { LaterRule } from "../rule";

export const healthAnswers: LaterRule = {
  id: "health-answers",
  reason: "A check that is redirected or asked for a password makes every target unhealthy.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
  remedy: "Answer the path with 200 before hosts, sessions and redirects are looked at.",
  stage: "preflight",
  waivable: "nothing",
  reads: ["backends"],
  asks: ({ backends }) =>
    `what ${Object.entries(backends)
      .map(([name, { healthCheck }]) => `${name} answers at ${healthCheck.path}`)
      .join(", ")}`,
};
