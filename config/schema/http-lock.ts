import { say } from "./text";

/** The requests that lock a state and let go of it. */
export interface HttpLock {
  readonly lockAddress: string;
  readonly lockMethod: string;
  readonly unlockAddress: string;
  readonly unlockMethod: string;
}

interface Settings extends Partial<HttpLock> {
  readonly address: string;
  readonly updateMethod: string;
  readonly lock: boolean;
}

/** How the state is locked, every default filled; undefined where it is not. */
export function lockOf(state: Settings): HttpLock | undefined {
  if (!state.lock) return undefined;
  const lockAddress = state.lockAddress ?? below(state.address);
  return {
    lockAddress,
    lockMethod: state.lockMethod ?? "POST",
    unlockAddress: state.unlockAddress ?? lockAddress,
    unlockMethod: state.unlockMethod ?? "DELETE",
  };
}

function below(address: string): string {
  // what is no address is reported by itself
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/lock`;
  return url.href;
}

type LockKey = keyof HttpLock;
const lockKeys: readonly LockKey[] = ["lockAddress", "lockMethod", "unlockAddress", "unlockMethod"];

/** What no single key shows: a lock that is not used, or whose requests mean something else. */
export function lockFaults(state: Settings): { readonly key: LockKey; readonly message: string }[] {
  const lock = lockOf(state);
  if (lock === undefined) {
    return lockKeys
      .filter((key) => state[key] !== undefined)
      .map((key) => ({
        key,
        message: say("is not used while lock is false", "remove it, or remove lock: false"),
      }));
  }
  const taken = ["GET", "DELETE", state.updateMethod];
  const locks = same(lock.lockAddress, state.address) && taken.includes(lock.lockMethod);
  const unlocks = same(lock.unlockAddress, state.address) && taken.includes(lock.unlockMethod);
  if (locks || unlocks) {
    const [method, key, verb]: [string, LockKey, string] = locks
      ? [lock.lockMethod, "lockAddress", "locks"]
      : [lock.unlockMethod, state.unlockAddress === undefined ? "lockAddress" : "unlockAddress", "unlocks"];
    const does = method === "DELETE" ? "deletes" : "writes";
    return [
      {
        key,
        message: say(
          `is the state's own address, where ${method} ${does} the state and so never ${verb} it`,
          "write lockMethod: LOCK and unlockMethod: UNLOCK, or an address of its own",
        ),
      },
    ];
  }
  if (!same(lock.lockAddress, lock.unlockAddress) || lock.lockMethod !== lock.unlockMethod) return [];
  const key = state.unlockMethod === undefined ? "lockMethod" : "unlockMethod";
  return [
    {
      key,
      message: say("is one method for both, at one address", "write another method for one of the two"),
    },
  ];
}

/** Whether two addresses are one; https://host:443 is https://host. */
function same(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href;
}
