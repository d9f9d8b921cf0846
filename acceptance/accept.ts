import { randomInt } from "node:crypto";
import { isAbsolute, join, resolve } from "node:path";
import { maskAccount } from "../cli/aws/mask";
import { EXIT } from "../cli/exit-codes";
import type { Prompt } from "../cli/init/interview";
import { newSecret } from "../local/origin-secret";
import type { Run } from "./arguments";
import { type Estimate, estimate, HOURS_NEEDED, hoursPaid, shown, TEARDOWN_HOURS } from "./cost/estimate";
import { PRICES } from "./cost/prices";
import { deploy, plan } from "./deploy";
import { finish, goOn } from "./finish";
import { type Found, look } from "./look/look";
import { type Place, placeOf } from "./place";
import { RUNS, RunFolder, unfinished } from "./record/folder";
import type { RunRecord } from "./record/record";
import type { Say } from "./record/say";
import { type Stop, Stopped } from "./record/stop";
import { Refused } from "./refused";
import { versionsOf } from "./report/versions";
import { Session } from "./session";
import { hostOf } from "./stack/description";
import { outsideOf } from "./verify/outside";
import { verify } from "./verify/verify";

/** Where a run finds things. */
export interface Around {
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
  readonly stop: Stop;
  /** undefined where nobody can be asked */
  readonly prompt: Prompt | undefined;
}

/**
 * A run from nothing to nothing: deploys below the domain, verifies, tears down, and writes a report.
 *
 * @returns the exit code
 * @throws Refused, and BadInput, before anything is made
 */
export async function accept(asked: Run, { env, say, stop, prompt }: Around): Promise<number> {
  const place = placeOf(env);
  const runs = resolve(asked.folder ?? RUNS);
  refuseUnfinished(runs, asked.account, place);
  const id = newId();
  say(`run ${id} on ${place === "AWS" ? "AWS" : `the ${place}: nothing that it shows holds for AWS`}`);
  const found = await look(asked, id, place, env, say);
  const cost = costOf(asked, found, say);
  const folder = new RunFolder(join(runs, id));
  const session = begin(asked, place, found, cost, { folder, stop, say, env, runs });
  try {
    if (!(await agreed(session, asked, prompt))) {
      folder.remove();
      return EXIT.refused;
    }
  } catch (error) {
    session.destroy();
    folder.remove();
    throw error;
  }
  stop.beginWork(goOn(folder));
  stop.endAt(Date.now() + (cost.paid - TEARDOWN_HOURS) * 3_600_000, `${cost.paid} hours are paid`);
  await attempt(session, async () => {
    await deploy(session);
    await verify(session, outsideOf(session));
  });
  return (await finish(session)).exitCode;
}

/** Nothing that goes wrong here keeps from the teardown. */
async function attempt(session: Session, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    session.say(error instanceof Error ? error.message : String(error));
    const steps = session.record.steps;
    if (!steps.some(({ outcome }) => outcome !== "done")) {
      const reason = error instanceof Error ? error.message : String(error);
      const outcome = error instanceof Stopped ? "stopped" : "failed";
      const step = { name: "run", startedAt: new Date().toISOString(), seconds: 0, outcome, reason } as const;
      session.update({ steps: [...steps, step] });
    }
  }
}

/** A run that was not torn down costs money by the hour. */
function refuseUnfinished(runs: string, account: string, place: Place): void {
  const left = unfinished(runs, account, place);
  if (left.length > 0) {
    throw new Refused(
      left.map((folder) => `an earlier run was not torn down: npm run acceptance -- --teardown ${folder}`),
    );
  }
}

interface Cost extends Estimate {
  /** whole hours that --max-cost pays */
  readonly paid: number;
}

function costOf({ region, maxCost }: Run, { zones }: Found, say: Say): Cost {
  const size = { region, zones };
  const needed = estimate(size, HOURS_NEEDED);
  say(
    `cost: at most ${shown(needed.total)}, by list prices as of ${PRICES.asOf}, for ${HOURS_NEEDED} hours:`,
  );
  for (const { what, dollars } of needed.items) say(`  ${shown(dollars)}  ${what}`);
  const paid = hoursPaid(size, maxCost);
  if (paid < HOURS_NEEDED) {
    throw new Refused([
      `a run of ${HOURS_NEEDED} hours costs at most ${shown(needed.total)}, more than --max-cost ${maxCost}`,
    ]);
  }
  say(`--max-cost ${maxCost} pays ${paid} hours; ${TEARDOWN_HOURS} hours before they end comes the teardown`);
  return { ...needed, paid };
}

interface Beginning {
  readonly folder: RunFolder;
  readonly runs: string;
  readonly stop: Stop;
  readonly say: Say;
  readonly env: NodeJS.ProcessEnv;
}

function begin(
  { maxCost, report }: Run,
  place: Place,
  { description, terraform }: Found,
  { hours, items, total }: Cost,
  { folder, runs, stop, say, env }: Beginning,
): Session {
  const record: RunRecord = {
    form: 1,
    place,
    description,
    startedAt: new Date().toISOString(),
    report:
      report === undefined
        ? join(runs, `${description.id}.md`)
        : isAbsolute(report)
          ? report
          : resolve(report),
    state: "planned",
    complete: false,
    versions: versionsOf(terraform.version),
    cost: { asOf: PRICES.asOf, limit: maxCost, hours, total, items: [...items] },
    existed: {},
    steps: [],
    checks: [],
    left: [],
  };
  folder.create();
  folder.write(record);
  return new Session(folder, record, terraform.command, stop, say, env);
}

/** Shows the plan, and asks. */
async function agreed(
  session: Session,
  { yes, domain, account }: Run,
  prompt: Prompt | undefined,
): Promise<boolean> {
  await session.step("plan", "1 minute, a few on a machine without the AWS provider", () => plan(session));
  if (yes || prompt === undefined) return yes;
  const host = hostOf(session.record.description);
  const question = `Make this at ${host} in account ${maskAccount(account)}? Type the domain to go on: `;
  const answer = await prompt(question);
  session.stop.work.throwIfAborted();
  if (answer.trim() === domain) return true;
  session.say("not agreed to: nothing was made");
  return false;
}

/** Begins with a letter, as names of AWS must. */
function newId(): string {
  return `${"abcdefghijklmnopqrstuvwxyz"[randomInt(26)]}${newSecret(5)}`;
}
