import { stringify } from "yaml";
import { type Description, environmentOf, hostOf, PROJECT, type Stage } from "./description";
import { ECHO_PORT } from "./user-data";

/** The one backend, and what its names and addresses begin with. */
export const BACKEND = "echo";
export const HEALTH_PATH = "/api/health";

/** The environment file of a run: an ordinary one. */
export function environmentFile(description: Description, { protect }: Stage): string {
  const { account, region, zone } = description;
  return stringify({
    project: PROJECT,
    environment: environmentOf(description),
    region,
    accountId: account,
    protect,
    domain: { name: hostOf(description) },
    dns: { type: "existing", zone: zone.name },
    backends: {
      [BACKEND]: {
        paths: ["/api/*"],
        port: ECHO_PORT,
        healthCheck: { path: HEALTH_PATH, interval: 10, timeout: 5, healthyThreshold: 2 },
        targets: { type: "external" },
      },
    },
    site: {},
  });
}
