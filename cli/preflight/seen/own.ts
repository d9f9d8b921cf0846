import type { Environment } from "../../../config/environment";
import { tagsOf } from "../../recover/ownership";

/** Whether tags are those that every resource of the environment bears. */
export function isOwn(
  { project, environment, tags }: Environment,
  list: readonly { Key?: string; Value?: string }[] | undefined,
): boolean {
  const found = tagsOf(list);
  const wanted = { Project: project, Environment: environment, ManagedBy: "gatehouse", ...tags };
  return Object.entries(wanted).every(([key, value]) => found[key] === value);
}
