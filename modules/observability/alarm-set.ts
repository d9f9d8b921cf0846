import type { AlarmProps } from "./alarm";
import { RUNBOOK_FOLDER, type Runbook, runbookAt } from "./runbooks";

/** What alarms that belong together have in common. */
export interface AlarmSetProps {
  /** what the alarms' names begin with, at most 200 characters: `<project>-<environment>`, and what it is about */
  readonly namePrefix: string;
  /** the standard topic that hears of them, in the alarms' region */
  readonly topicArn: string;
  /**
   * what the names of the runbooks' pages are put behind: the folder's address, with a slash at the end
   *
   * @default "docs/runbooks/"
   */
  readonly runbooks?: string;
}

/** An alarm is named after its kind, as its page is. */
export function ofKind(
  { namePrefix, topicArn, runbooks = RUNBOOK_FOLDER }: AlarmSetProps,
  kind: Runbook,
): Pick<AlarmProps, "name" | "runbook" | "topicArn"> {
  return { name: `${namePrefix}-${kind}`, runbook: runbookAt(runbooks, kind), topicArn };
}
