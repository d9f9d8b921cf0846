import { existsSync, renameSync } from "node:fs";
import { EXIT } from "../cli/exit-codes";
import { shown } from "../tools/places";
import type { RunFolder } from "./record/folder";
import { outcomeOf } from "./report/outcome";
import { jsonBeside, writeReport } from "./report/write";
import type { Session } from "./session";
import { tearDown } from "./teardown/teardown";

/** What is printed to go on with a teardown that has stopped. */
export function goOn({ path }: RunFolder): string {
  return `npm run acceptance -- --teardown ${shown(path)}`;
}

/** How a run has ended. */
export interface End {
  /** whether nothing is left in AWS */
  readonly gone: boolean;
  /** what the run as a whole is worth */
  readonly exitCode: number;
}

/** The end of every run: teardown and report. */
export async function finish(session: Session): Promise<End> {
  const { folder, say } = session;
  const gone = await tornDown(session);
  writeReport(session.record, folder.secret);
  const { report } = session.record;
  say(`report: ${shown(report)}, ${shown(jsonBeside(report))}`);
  session.destroy();
  if (!gone) {
    say("things are left in AWS, and cost by the hour; go on with:");
    say(`  ${goOn(folder)}`);
    return { gone, exitCode: EXIT.failed };
  }
  const { accepted, verdict, exitCode } = outcomeOf(session.record);
  if (!accepted && existsSync(folder.log)) {
    const log = `${folder.path}.log`;
    renameSync(folder.log, log);
    say(`what Terraform has printed: ${shown(log)}`);
  }
  folder.remove();
  say(verdict);
  return { gone, exitCode };
}

async function tornDown(session: Session): Promise<boolean> {
  try {
    return await tearDown(session);
  } catch (error) {
    session.say(error instanceof Error ? error.message : String(error));
    return false;
  }
}
