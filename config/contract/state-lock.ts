import type { Rule } from "./rule";

export const stateLock: Rule = {
  id: "state-lock",
  reason: "Of two applies at once the second writes its state over the first one's.",
  page: "https://developer.hashicorp.com/terraform/language/settings/backends/http",
  remedy: "Let the server lock, or run one pipeline at a time.",
  stage: "synth",
  waivable: "warnings",
  reads: ["state"],
  subject: ({ state }) => `state ${state.type}`,
  check({ state }, report) {
    if (state.type !== "http" || state.lock !== undefined) return;
    report.warning({
      path: ["state", "lock"],
      wrong: "lets two applies write at once, and the state of one is lost",
      fix: "remove it where the server can lock, or let the pipeline run one at a time",
    });
  },
};
