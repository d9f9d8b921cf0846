import { BadInput } from "../../config/bad-input";
import { stacksOf } from "../../config/layout";
import { ownStateKey, type StateStackProps } from "../../stacks/state-stack";
import { maskAccount } from "../aws/mask";
import { lineOf } from "../doctor/print";
import { EXIT } from "../exit-codes";
import type { Prompt } from "../init/interview";
import { Stopped } from "../init/terminal";
import { TerraformFailed } from "../recover/terraform";
import { Refused } from "../refused";
import type { Asked } from "./arguments";
import type { BucketLook, OwnBucket, Seen } from "./bucket";
import { courseFor } from "./decide";
import { findingsOf, versioningCommand } from "./findings";
import type { Target } from "./target";
import type { WorkFolder } from "./work-folder";

/** What it takes to make one bucket. */
export interface Making {
  readonly asked: Asked;
  readonly target: Target;
  /** of the credentials */
  readonly account: string;
  readonly look: Pick<BucketLook, "look">;
  readonly folder: Pick<WorkFolder, keyof WorkFolder>;
  /** finds the Terraform to run, which may have to be fetched */
  readonly terraform: () => Promise<string>;
  /** undefined where nobody can be asked */
  readonly prompt: Prompt | undefined;
}

/** Makes the bucket, or what of it is missing. */
export async function initialize(making: Making): Promise<number> {
  const seen = inReach(await making.look.look(), making);
  switch (courseFor(seen, making.folder.hasBegun(making.account))) {
    case "make":
      return make(making, seen);
    case "goOn":
      console.log("an earlier run has made the bucket and did not end: going on with it");
      return make(making, seen);
    case "check":
      return check(making, seen);
    case "leave":
      return leave(making, seen);
  }
}

type InReach = Exclude<Seen, { readonly kind: "closed" }>;

/** @throws Refused, BadInput */
function inReach(seen: Seen, { target, account }: Making): InReach {
  const { bucket, region, environment } = target;
  const file = `environments/${environment.environment}.yaml`;
  if (seen.kind === "closed") {
    throw new Refused(
      seen.inAccount
        ? `the bucket ${bucket} is of account ${maskAccount(account)}, but these credentials may not look at it: they need what docs/state.md lists`
        : `the bucket ${bucket} is somebody else's: S3 does not let account ${maskAccount(account)} look at it (403). ` +
            `Names of buckets are the whole world's: write another one as state.bucket into ${file}`,
    );
  }
  if (seen.kind === "own" && seen.region !== region) {
    throw new BadInput([
      `state init: ${file}: state.region: the bucket ${bucket} is in ${seen.region}, found ${region}; write state: { region: ${seen.region} }`,
    ]);
  }
  return seen;
}

/** From nothing, or from where an earlier run was killed, to a bucket that holds its own state. */
async function make(making: Making, seen: InReach): Promise<number> {
  const { target, folder, account } = making;
  const props = propsOf(making, seen);
  const terraform = await making.terraform();
  await folder.prepare(terraform, { ...props, ownState: "file" });
  if (seen.kind === "own" && (await folder.adopt(terraform, target.bucket))) {
    console.log(`the bucket ${target.bucket} was not in the state: imported`);
  }
  await planAndApply(making, terraform, () => folder.begin(account));
  console.log("moving the bucket's own state into it ...");
  await folder.move(terraform, props);
  if (!(await folder.isSettled(terraform))) {
    throw new TerraformFailed(
      "the state has moved into the bucket, but the next plan is not empty: run it again",
    );
  }
  folder.end();
  return conclude(making);
}

/** The bucket holds its own state: it is as it should be, or has been changed by hand or by `--keep-days`. */
async function check(making: Making, seen: InReach): Promise<number> {
  const { folder } = making;
  const terraform = await making.terraform();
  await folder.prepare(terraform, propsOf(making, seen));
  const changed = await planAndApply(making, terraform, () => {});
  folder.end();
  if (!changed) {
    console.log("no changes");
  }
  return conclude(making);
}

/** Somebody has made it by other means, and goes on to do so. */
function leave({ target: { bucket } }: Making, seen: InReach): number {
  const findings = seen.kind === "own" ? findingsOf(bucket, seen) : [];
  if (seen.kind === "own" && !seen.versioned) {
    throw new Refused(
      `the bucket ${bucket} is there already and keeps no versions: a state that is lost in it is lost for good. Switch them on: ${versioningCommand(bucket)}`,
    );
  }
  console.log(
    `the bucket ${bucket} is there already, made by other means: it can be used, and is left as it is`,
  );
  for (const finding of findings) {
    console.log(lineOf(finding, false));
  }
  return EXIT.done;
}

/** What nobody has asked for stays as the bucket has it: several environments share it. */
function propsOf({ asked, target, account }: Making, seen: InReach): StateStackProps {
  const own: Partial<OwnBucket> = seen.kind === "own" ? seen : {};
  const keepDays = asked.keepDays ?? own.keepDays;
  const kmsKeyId = target.kmsKeyId ?? own.kmsKeyId;
  const { bucket, region } = target;
  return { bucket, region, accountId: account, kmsKeyId, keepDays };
}

/** Answers whether there was anything to do. */
async function planAndApply(making: Making, terraform: string, begin: () => void): Promise<boolean> {
  const { folder } = making;
  try {
    if (!(await folder.plan(terraform))) {
      return false;
    }
    await consent(making);
    begin();
    await folder.apply(terraform);
    return true;
  } finally {
    folder.dropPlan();
  }
}

/** @throws BadInput, Stopped */
async function consent({ asked, account, prompt }: Making): Promise<void> {
  if (asked.yes) {
    return;
  }
  if (prompt === undefined) {
    throw new BadInput([
      "state init: nothing was changed: there is no terminal to ask at; look at the plan above, then add --yes",
    ]);
  }
  const answer = await prompt(
    `\nMake this in account ${maskAccount(account)}? Only yes is taken for it.\n> `,
  );
  if (answer.trim() !== "yes") {
    throw new Stopped("stopped: nothing was changed");
  }
}

function conclude({ target: { bucket, region, environment }, account }: Making): number {
  console.log(
    `the bucket ${bucket} (${region}, account ${maskAccount(account)}) keeps the states of Terraform, its own as ${ownStateKey(bucket)}`,
  );
  const stacks = stacksOf(environment).map(({ stack }) => stack);
  console.log(`Next: npx cdktf deploy ${stacks.join(" ")}`);
  return EXIT.done;
}
