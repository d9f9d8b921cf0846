import { join } from "node:path";
import { App } from "cdktf";
import { exitOnBadInput } from "./config/bad-input";
import { loadEnvironments } from "./config/load";
import { extend } from "./stacks/extension";
import { WebStack } from "./stacks/web-stack";

exitOnBadInput(() => {
  const folder = join(__dirname, "environments");
  const { environments, warnings } = loadEnvironments(folder, { only: process.env.GATEHOUSE_ENVIRONMENTS });
  const app = new App();
  const stacks = environments.map((environment) => new WebStack(app, environment));
  for (const stack of stacks) extend(stack, folder);
  app.synth();
  for (const warning of [...warnings, ...stacks.flatMap((stack) => stack.warnings)]) {
    console.warn(`warning: ${warning}`);
  }
});
