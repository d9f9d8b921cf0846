import type { Environment } from "../environment";
import { restBehind } from "../layout";
import { show } from "../report";
import type { Report, Rule } from "./rule";

type State = Environment["state"];

/** The longest of "-network", "-backend", "-edge" and "-dns". */
const LAYER_CHARACTERS = 8;

export const layeredState: Rule = {
  id: "layered-state",
  reason: "Each layer has a state of its own, and reads those of the layers before it.",
  page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html",
  remedy: "Write layout: single, or a state whose name takes each layer's behind it.",
  stage: "synth",
  waivable: "nothing",
  reads: ["layout", "state"],
  subject: ({ layout, state }) => `layout ${layout}, state ${state.type}`,
  check({ layout, state }, report) {
    if (layout !== "layered") return;
    if (state.type === "pipeline") {
      report.problem({
        path: ["layout"],
        wrong: "cannot be layered where the pipeline says where the state is: no layer could read another's",
        fix: "write layout: single, or state: with its whole place",
      });
    }
    if (state.type === "s3") tooLong(report, "key", state.key, 1024);
    if (state.type === "cloud") tooLong(report, "workspace", state.workspace, 90);
    if (state.type === "http") checkAddresses(state, report);
  },
};

function tooLong(report: Report, key: string, value: string, limit: number): void {
  if (value.length + LAYER_CHARACTERS <= limit) return;
  report.problem({
    path: ["state", key],
    wrong: `must have at most ${limit - LAYER_CHARACTERS} characters, since each layer adds its name`,
    found: `${value.length} characters`,
    fix: "write a shorter one",
  });
}

/** A layer's name is put behind the address. */
function checkAddresses({ address, lock }: Extract<State, { type: "http" }>, report: Report): void {
  if (address.includes("?") || address.endsWith("/")) {
    report.problem({
      path: ["state", "address"],
      wrong: "must end with the state's name, to which each layer adds its own",
      found: show(address),
      fix: "leave out what stands behind the name, or write layout: single",
    });
    return;
  }
  // Where only one is written, both are the same.
  const below = [["lockAddress", lock?.lockAddress] as const, ["unlockAddress", unlockOf(lock)] as const];
  for (const [key, value] of below) {
    if (value === undefined || restBehind(address, value) !== undefined) continue;
    report.problem({
      path: ["state", key],
      wrong: "must lie below state.address, of which each layer has its own",
      found: show(value),
      fix: `write ${address}/lock, or leave it out`,
    });
  }
}

function unlockOf(lock: Extract<State, { type: "http" }>["lock"]): string | undefined {
  return lock?.unlockAddress === lock?.lockAddress ? undefined : lock?.unlockAddress;
}
