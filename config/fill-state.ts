import { lockOf } from "./schema/http-lock";
import type { Parsed } from "./schema/root";

type Written = Parsed["state"];

/** Fills what the state is called, and what else depends on other keys. */
export function fillState({ state, region, project, environment }: Parsed) {
  switch (state.type) {
    case "s3":
      return {
        ...state,
        region: state.region ?? region,
        key: state.key ?? `${project}/${environment}/terraform.tfstate`,
      };
    case "cloud":
      return { ...state, workspace: state.workspace ?? `${project}-${environment}` };
    case "http":
      return fillHttp(state);
    default:
      return state;
  }
}

function fillHttp(state: Extract<Written, { type: "http" }>) {
  const { type, address, updateMethod, username } = state;
  const lock = lockOf(state);
  return {
    type,
    address,
    updateMethod,
    ...(username === undefined ? {} : { username }),
    ...(lock === undefined ? {} : { lock }),
  };
}
