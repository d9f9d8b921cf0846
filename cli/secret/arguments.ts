import { parseArgs } from "node:util";
import { BadInput } from "../../config/bad-input";
import { GATEHOUSE } from "../installation";

const USAGE = `usage: ${GATEHOUSE} secret NAME [--store ssm] [--parameter /PATH] [--rotate [--switch | --finish]]`;

/** What is to be done: make the first secret, or one of the three steps of a rotation. */
export type Step = "make" | "accept" | "switch" | "finish";

export interface Asked {
  readonly name: string;
  readonly step: Step;
  /** whether SSM is to keep it, whatever the file says */
  readonly store: boolean;
  readonly parameter: string | undefined;
}

/** @throws BadInput */
export function readArguments(args: readonly string[]): Asked {
  const { values, positionals } = parse(args);
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0) {
    throw new BadInput([USAGE, `secret: takes one environment, found "${positionals.join(" ")}"`]);
  }
  const { rotate = false, switch: swap = false, finish = false, store, parameter } = values;
  const problems = [
    ...(store === undefined || store === "ssm" ? [] : [`secret: --store takes ssm, found "${store}"`]),
    ...(parameter === undefined || /^\/[\w.-]+(\/[\w.-]+)*$/.test(parameter)
      ? []
      : [`secret: --parameter takes a name such as /shop/production/origin-secret, found "${parameter}"`]),
    ...((swap || finish) && !rotate ? ["secret: --switch and --finish are steps of --rotate"] : []),
    ...(swap && finish ? ["secret: --switch and --finish are two steps, with a deploy between"] : []),
  ];
  if (problems.length > 0) {
    throw new BadInput([USAGE, ...problems]);
  }
  const step = !rotate ? "make" : swap ? "switch" : finish ? "finish" : "accept";
  return { name, step, store: store !== undefined || parameter !== undefined, parameter };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        store: { type: "string" },
        parameter: { type: "string" },
        rotate: { type: "boolean" },
        switch: { type: "boolean" },
        finish: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new BadInput([USAGE, `secret: ${error instanceof Error ? error.message : error}`]);
  }
}
