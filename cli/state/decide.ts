import { STATE_TAGS } from "../../stacks/state-stack";
import type { OwnBucket, Seen } from "./bucket";

/**
 * What there is to do: make the bucket; go on where an earlier run was killed; look whether what is there is still as
 * it should be; leave alone what somebody has made by other means.
 */
export type Course = "make" | "goOn" | "check" | "leave";

/** @param begun whether an earlier run of this checkout found no bucket, and began to make one */
export function courseFor(seen: OwnBucket | Extract<Seen, { kind: "absent" }>, begun: boolean): Course {
  if (seen.kind === "absent") {
    return "make";
  }
  if (seen.hasOwnState) {
    return "check";
  }
  return isTagged(seen) || (begun && isBare(seen)) ? "goOn" : "leave";
}

function isTagged({ tags }: OwnBucket): boolean {
  return Object.entries(STATE_TAGS).every(([key, value]) => tags[key] === value);
}

/** As it is between its creation and its tags, which are a second call. */
function isBare({ tags, versioned, empty }: OwnBucket): boolean {
  return Object.keys(tags).length === 0 && !versioned && empty;
}
