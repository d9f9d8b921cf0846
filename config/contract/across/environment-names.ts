import { show } from "../../report";
import type { RuleAcross } from "./rule";

export const environmentNames: RuleAcross = {
  id: "one-file-of-an-environment",
  reason: "The environment is the stack's name: two of one name would overwrite each other.",
  reads: ["environment"],
  claims: ({ environment }) => [{ key: environment, path: ["environment"], found: environment }],
  problem: ({ path, found }, earlier) => ({
    path,
    wrong: `is the environment of ${earlier} too`,
    found: show(found),
    fix: "rename one of them",
  }),
};
