import { BadInput } from "../config/bad-input";
import { findTerraform, type Terraform } from "../tools/terraform";
import { Ended, explain, Interrupts } from "./ended";
import { EXIT } from "./exit-codes";
import { GATEHOUSE } from "./installation";
import { type NamedStack, stackNamed } from "./layout/stack-name";
import { type PlanAsked, readArguments } from "./plan/arguments";
import { type Counts, countsLine, countsOf, readChanges } from "./plan/changes";
import { judge, type Verdict } from "./plan/guards";
import { logProblems } from "./plan/logs";
import { ownerOnly, PlanFile, usualPlanFile } from "./plan/plan-file";
import { commitOfCheckout, type PlanRecord, recordText } from "./plan/record";
import { Stack } from "./plan/stack";
import type { ProgressFinished } from "./progress/run";
import { waiting } from "./progress/waiting";
import { Refused } from "./refused";
import { originSecretProblem } from "./secret/problem";

/** What Terraform's `-detailed-exitcode` answers. */
const CHANGES = 2;

/**
 * `plan NAME`: synthesizes the environment and lets Terraform plan it into a file, which is kept where no guard
 * refuses it. `apply NAME --plan FILE` applies exactly that.
 */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const asked = readArguments(args);
    const file = asked.out === undefined ? usualPlanFile(asked.name) : PlanFile.named(asked.out);
    const named = await checkSurroundings(asked.name);
    const terraform = await findTerraform(waiting());
    return await planned(asked, file, terraform, named);
  } catch (error) {
    return explain("plan", error);
  }
}

/** @throws BadInput for a bad file too, before Terraform says so in its own way */
async function checkSurroundings(name: string): Promise<NamedStack> {
  const named = stackNamed("plan", name);
  const problem = hasSecret(named) ? await originSecretProblem(named.environment) : undefined;
  const said = [...logProblems("plan", process.env), ...(problem === undefined ? [] : [`plan: ${problem}`])];
  if (said.length > 0) {
    throw new BadInput(said);
  }
  return named;
}

/** The first of two applies has no load balancer yet, and of the layers not every one has to do with it. */
function hasSecret({ layer = "backend", environment: { dns } }: NamedStack): boolean {
  return dns.stage !== "request" && (layer === "backend" || layer === "edge");
}

/** Whatever comes between, no plan is left that is not to be applied. */
async function planned(
  asked: PlanAsked,
  file: PlanFile,
  terraform: Terraform,
  named: NamedStack,
): Promise<number> {
  const interrupts = new Interrupts("stopped: nothing was changed, and no plan is kept");
  let kept = false;
  try {
    file.makeWay();
    const stack = new Stack(asked.name, terraform.command, process.env, named.environment.environment);
    const code = await plan(asked, file, stack, terraform, interrupts);
    kept = true;
    return code;
  } finally {
    if (!kept) file.remove();
    interrupts.release();
  }
}

async function plan(
  asked: PlanAsked,
  file: PlanFile,
  stack: Stack,
  { version }: Terraform,
  interrupts: Interrupts,
): Promise<number> {
  const step = async (work: Promise<ProgressFinished>) => ended(await work, interrupts);
  await stack.synthesize();
  interrupts.check();
  const { configuration } = stack;
  await step(stack.init(asked.backendConfig));
  const options = [...(asked.destroy ? ["-destroy"] : []), ...asked.terraform];
  const changed = (await step(ownerOnly(() => stack.plan(file.path, options)))) === CHANGES;
  file.assertPrivate();
  if (stack.configuration !== configuration) {
    throw new Ended(
      EXIT.failed,
      "cdk.tf.json changed while Terraform planned: something else synthesizes; plan again",
    );
  }
  const changes = readChanges(await stack.show(file.path));
  interrupts.check();
  refuseLosses(asked, judge(changes, asked));
  const counts = countsOf(changes);
  file.writeRecord(recordText(recordOf(asked, file, stack, { terraform: version, changes: counts })));
  conclude(asked, file, counts);
  return changed && asked.detailed ? EXIT.changes : EXIT.done;
}

function recordOf(
  { name, destroy, allow }: PlanAsked,
  { sha256: plan }: PlanFile,
  { configuration, providers }: Stack,
  found: Pick<PlanRecord, "terraform" | "changes">,
): PlanRecord {
  const commit = commitOfCheckout();
  return {
    format: 1,
    environment: name,
    made: new Date().toISOString(),
    ...found,
    ...(commit && { commit }),
    destroy,
    allowed: [...allow],
    sha256: { plan, configuration, ...(providers && { providers }) },
  };
}

/**
 * @returns Terraform's exit code
 * @throws Ended where it was interrupted, or has failed and said why
 */
function ended({ code, interrupted }: ProgressFinished, interrupts: Interrupts): number {
  interrupts.check();
  if (interrupted !== undefined || (code !== 0 && code !== CHANGES)) {
    throw new Ended(EXIT.failed, "Terraform has failed: its words are above. No plan is kept");
  }
  return code;
}

/** @throws Refused */
function refuseLosses(asked: PlanAsked, { refused, told, idle }: Verdict): void {
  for (const line of told) {
    console.log(line);
  }
  for (const address of idle) {
    console.error(`plan: --allow ${address}: the plan takes no such thing away`);
  }
  if (refused.length === 0) {
    return;
  }
  const allow = [...asked.allow, ...refused.map(({ address }) => address)].map(
    (each) => ` --allow '${each}'`,
  );
  throw new Refused(
    `${["what serves would be gone; no plan is kept", ...refused.map(({ line }) => line)].join("\n  ")}\n` +
      "Where that is what you want, plan again with the same options and\n " +
      allow.join(""),
  );
}

function conclude({ name, destroy }: PlanAsked, file: PlanFile, counts: Counts): void {
  console.log(`\n${destroy ? "destroys the environment: " : ""}${countsLine(counts)}`);
  console.log(
    `${file.shown} holds the origin secret in clear and is for you alone to read: apply deletes it`,
  );
  console.log(`Next: ${GATEHOUSE} apply ${name} --plan ${file.shown}`);
}
