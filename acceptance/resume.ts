import { join } from "node:path";
import { EXIT } from "../cli/exit-codes";
import { BadInput } from "../config/bad-input";
import { findTerraform } from "../tools/terraform";
import type { Around } from "./accept";
import type { Resumed } from "./arguments";
import { finish, goOn } from "./finish";
import { confirmAccount } from "./look/caller";
import { placeOf } from "./place";
import { RunFolder } from "./record/folder";
import type { RunRecord } from "./record/record";
import { Refused } from "./refused";
import { Session } from "./session";

/**
 * Tears down what a run has left that was stopped or killed.
 *
 * @returns the exit code
 */
export async function resume({ folder: path }: Resumed, { env, say, stop }: Around): Promise<number> {
  const folder = new RunFolder(path);
  const record = folder.read();
  if (record === undefined) {
    throw new BadInput([
      `acceptance: --teardown must be the folder of a run, found "${path}", which has no readable ${join(path, "run.json")}`,
    ]);
  }
  await refuse(folder, record, env);
  if (record.state === "planned" || record.state === "torn down") {
    folder.remove();
    say("nothing of this run is in AWS: its folder is removed");
    return EXIT.done;
  }
  const terraform = await findTerraform({ env, say });
  folder.own();
  stop.beginWork(goOn(folder));
  const session = new Session(folder, record, terraform.command, stop, say, env);
  if (!record.steps.some(({ outcome }) => outcome !== "done")) {
    const interrupted = { name: "run", startedAt: record.startedAt, seconds: 0, outcome: "stopped" as const };
    session.update({ steps: [...record.steps, { ...interrupted, reason: "it was killed" }] });
  }
  // What was asked for is the teardown, not that the run be accepted.
  const { gone } = await finish(session);
  return gone ? EXIT.done : EXIT.failed;
}

async function refuse(folder: RunFolder, record: RunRecord, env: NodeJS.ProcessEnv): Promise<void> {
  const { owner } = folder;
  if (owner !== undefined) {
    throw new Refused([`process ${owner} works on this run: press Ctrl-C there, or wait`]);
  }
  const place = placeOf(env);
  if (place !== record.place) {
    throw new Refused([`the run was made on ${record.place}, this environment leads to ${place}`]);
  }
  await confirmAccount(record.description.account, record.description.region, env);
}
