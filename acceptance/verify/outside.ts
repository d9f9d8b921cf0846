import type { Reach } from "../checks/ask";
import { type Resolve, resolve } from "../checks/dns";
import type { Verdict } from "../checks/verdict";
import type { CheckLine, RunRecord } from "../record/record";
import type { Session } from "../session";
import type { Build } from "./checks";
import { targetsHealthy } from "./targets";
import { upload } from "./upload";

/** What verifying takes of a session. */
export interface Verifying {
  readonly record: RunRecord;
  readonly folder: { readonly secret: string };
  readonly stop: { readonly work: AbortSignal };
  readonly terraform: { read(args: readonly string[]): Promise<string> };
  add(line: CheckLine): void;
  update(changes: Partial<RunRecord>): void;
  synthesize(protect: boolean): void;
  change(args: readonly string[], signal: AbortSignal): Promise<void>;
  step<Result>(name: string, usually: string, work: () => Promise<Result>): Promise<Result>;
}

/** The world as verifying meets it. */
export interface Outside {
  readonly reach: Reach;
  readonly resolve: Resolve;
  /** seconds that checks may fail before they have failed */
  readonly patience: {
    /** of the instance's boot, and of the first answer: name and edge take minutes at most */
    readonly first: number;
    /** of everything after it: it is there, or is not going to be */
    readonly rest: number;
    /** between two attempts */
    readonly every: number;
  };
  upload(bucket: string, build: Build): Promise<void>;
  healthy(targetGroupArn: string): Promise<Verdict>;
}

/** Names by DNS, the authorities of Node, and the services of the account. */
export function outsideOf({ clients: { s3, loadBalancing } }: Pick<Session, "clients">): Outside {
  return {
    reach: {},
    resolve,
    patience: { first: 300, rest: 60, every: 5 },
    upload: (bucket, build) => upload(s3, bucket, build),
    healthy: (arn) => targetsHealthy(loadBalancing, arn),
  };
}
