import { newSecret } from "../../local/origin-secret";
import { Refused } from "../refused";
import type { Step } from "./arguments";

export const LENGTH = 48;

/** A step that does not follow from what is there. */
export class OutOfStep extends Refused {}

/**
 * The value after a step of a rotation. CloudFront sends the first value and the load balancer accepts both, so
 * each step, deployed before the next, loses no request: `old`, then `old,new`, then `new,old`, then `new`.
 *
 * @param before the value before this one, where it is known: it tells `old,new` from `new,old`
 * @throws OutOfStep
 */
export function rotated(step: Exclude<Step, "make">, value: string, before?: string): string {
  const [first = "", second] = value.split(",");
  const swapped = second !== undefined && before === `${second},${first}`;
  switch (step) {
    case "accept":
      if (second !== undefined) {
        throw new OutOfStep(
          `a rotation is under way: go on with --rotate ${swapped ? "--finish" : "--switch"}`,
        );
      }
      return `${first},${newSecret(LENGTH)}`;
    case "switch":
      if (second === undefined) {
        throw new OutOfStep("no rotation is under way: begin with --rotate");
      }
      if (swapped) {
        throw new OutOfStep("CloudFront sends the new secret already: go on with --rotate --finish");
      }
      return `${second},${first}`;
    case "finish":
      if (second === undefined) {
        throw new OutOfStep("no rotation is under way: begin with --rotate");
      }
      if (before === first) {
        throw new OutOfStep("CloudFront still sends the old secret: first --rotate --switch, and a deploy");
      }
      return first;
  }
}
