import { BadInput } from "../config/bad-input";
import { findTerraform } from "../tools/terraform";
import { type ApplyAsked, readArguments } from "./apply/arguments";
import { Ended, explain } from "./ended";
import { EXIT } from "./exit-codes";
import { GATEHOUSE } from "./installation";
import { stackNamed } from "./layout/stack-name";
import { countsLine } from "./plan/changes";
import { logProblems } from "./plan/logs";
import { ownerOnly, PlanFile } from "./plan/plan-file";
import { type PlanRecord, readRecord } from "./plan/record";
import { Stack } from "./plan/stack";
import { settle } from "./progress/interrupted";
import { waiting } from "./progress/waiting";
import { Refused } from "./refused";

/** `apply NAME --plan FILE`: applies a saved plan, and nothing where the configuration has changed since. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const asked = readArguments(args);
    const file = new PlanFile(asked.plan);
    checkInput(asked, file);
    const record = readRecord(file, asked.name);
    const { command } = await findTerraform(waiting());
    const { environment } = stackNamed("apply", asked.name).environment;
    const stack = new Stack(asked.name, command, process.env, environment);
    await prepare(asked, stack, record);
    return await apply(asked, stack, file);
  } catch (error) {
    return explain("apply", error);
  }
}

/** @throws BadInput */
function checkInput({ name }: ApplyAsked, file: PlanFile): void {
  const problems = [
    ...(file.exists ? [] : [`apply: --plan: ${file.shown} is no file; first ${GATEHOUSE} plan ${name}`]),
    ...logProblems("apply", process.env),
  ];
  if (problems.length > 0) {
    throw new BadInput(problems);
  }
}

/** @throws Refused where the configuration is no longer what was planned */
async function prepare({ name, backendConfig }: ApplyAsked, stack: Stack, record: PlanRecord): Promise<void> {
  const { made, commit, destroy, changes, sha256 } = record;
  console.log(
    `the plan of ${made}${commit === undefined ? "" : `, commit ${commit}`}: ` +
      `${destroy ? "destroys the environment: " : ""}${countsLine(changes)}`,
  );
  await stack.synthesize();
  if (stack.configuration !== sha256.configuration) {
    throw new Refused(
      `environment ${name} is no longer what was planned: its cdk.tf.json has changed since, by its file, the code or ` +
        `the packages; nothing was applied. Plan again: ${GATEHOUSE} plan ${name}`,
    );
  }
  const { code } = await stack.init(backendConfig);
  if (code !== 0) {
    throw new Ended(
      EXIT.failed,
      "terraform init has failed: its words are above; nothing was applied, the plan stays",
    );
  }
}

async function apply({ name, terraform }: ApplyAsked, stack: Stack, file: PlanFile): Promise<number> {
  const again = `${GATEHOUSE} plan ${name}`;
  const code = await ownerOnly(async () => {
    try {
      const finished = await stack.apply(file.path, terraform);
      await settle(
        finished,
        { folder: stack.folder, terraform: stack.terraform, env: stack.env },
        { command: again, recovery: `${GATEHOUSE} recover ${name} takes it into the state` },
      );
      return finished.interrupted === undefined ? finished.code : EXIT.failed;
    } finally {
      file.remove();
    }
  });
  if (code === 0) {
    console.log(`applied; ${file.shown} is deleted, as it held the origin secret`);
    return EXIT.done;
  }
  console.error(
    `apply: Terraform did not come to its end: its words are above. ${file.shown} is deleted: it held the origin ` +
      `secret, and a plan that was begun cannot be applied again. Go on with: ${again}`,
  );
  return EXIT.failed;
}
