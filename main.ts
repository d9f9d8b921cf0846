import { join } from "node:path";
import { App } from "cdktf";
import { exitOnBadInput } from "./config/bad-input";
import { loadEnvironments } from "./config/load";
import { extend } from "./stacks/extension";
import { WebStack } from "./stacks/web-stack";

exitOnBadInput(() => {
  const folder = join(__dirname, "environments");
  const { environments, warnings } = loadEnvironments(folder, { only: process.env.GATEHOUSE_ENVIRONMENTS });
  for (const warning of warnings) console.warn(warning);
  const app = new App();
  for (const environment of environments) extend(new WebStack(app, environment), folder);
  app.synth();
});
