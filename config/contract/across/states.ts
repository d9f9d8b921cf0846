import { show } from "../../report";
import type { RuleAcross } from "./rule";

export const states: RuleAcross = {
  id: "one-environment-in-a-state",
  reason: "An environment that finds another's state plans to destroy what it does not know.",
  reads: ["project", "environment", "region", "state"],
  claims: ({ state }) =>
    state.type === "s3"
      ? [
          {
            key: `${state.bucket}/${state.key}`,
            path: ["state", "key"],
            found: `${state.key} in ${state.bucket}`,
          },
        ]
      : [],
  problem: ({ path, found }, file) => ({
    path,
    wrong: `is the state of ${file} too`,
    found: show(found),
    fix: "write another key, or leave it out",
  }),
};
