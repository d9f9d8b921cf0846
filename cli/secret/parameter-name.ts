import type { Environment } from "../../config/environment";

/** The SSM parameter that keeps an environment's secret, unless it is told another. */
export function usualParameter({
  project,
  environment,
}: Pick<Environment, "project" | "environment">): string {
  return `/${project}/${environment}/origin-secret`;
}
