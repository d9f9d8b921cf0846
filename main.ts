import "./stacks/cdktf-without-archiver";
import { join } from "node:path";
import { exitOnBadInput } from "./config/bad-input";
import { loadEnvironments } from "./config/load";
import { synthesize } from "./stacks/synthesize";

exitOnBadInput(() => {
  const folder = join(__dirname, "environments");
  const { environments, warnings } = loadEnvironments(folder, { only: process.env.GATEHOUSE_ENVIRONMENTS });
  const stacks = synthesize(environments, folder);
  for (const warning of [...warnings, ...stacks.flatMap((stack) => stack.warnings)]) {
    console.warn(`warning: ${warning}`);
  }
});
