import { LAYERS, stackName } from "../../layout";
import { show } from "../../report";
import type { RuleAcross } from "./rule";

export const environmentNames: RuleAcross = {
  id: "one-file-of-an-environment",
  reason: "The environment is the stack's name: two of one name would overwrite each other.",
  page: "https://developer.hashicorp.com/terraform/cdktf/concepts/stacks",
  remedy: "Rename one of the environments.",
  reads: ["environment", "layout"],
  claims: ({ environment, layout }) =>
    [environment, ...(layout === "single" ? [] : LAYERS.map((layer) => stackName(environment, layer)))].map(
      (stack) => ({ key: stack, path: ["environment"], found: environment }),
    ),
  problem: ({ path, found, key }, earlier) => ({
    path,
    wrong: `has a stack ${key}, as ${earlier} has`,
    found: show(found),
    fix: "rename one of them",
  }),
};
