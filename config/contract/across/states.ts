import type { Environment } from "../../environment";
import { LAYERS, placeOf } from "../../layout";
import { show } from "../../report";
import type { Claim, RuleAcross } from "./rule";

export const states: RuleAcross = {
  id: "one-environment-in-a-state",
  reason: "An environment that finds another's state plans to destroy what it does not know.",
  page: "https://developer.hashicorp.com/terraform/language/state",
  remedy: "Give each environment a state of its own.",
  reads: ["project", "environment", "region", "layout", "state"],
  claims: (environment) =>
    environment.layout === "single"
      ? claimsOf(environment.state)
      : LAYERS.flatMap((layer) => claimsOf(placeOf(environment, layer).state)),
  problem: ({ path, found }, earlier) => ({
    path,
    wrong: `is the state of ${earlier} too`,
    found: show(found),
    fix: fixes[String(path[1])] ?? "write another",
  }),
};

const fixes: Readonly<Record<string, string>> = {
  key: "write another key, or leave it out",
  workspace: "write another workspace, or leave it out",
  address: "write an address of its own",
  lockAddress: "write an address of its own, or leave it out",
};

function claimsOf(state: Environment["state"]): Claim[] {
  switch (state.type) {
    case "s3": {
      const { bucket, key } = state;
      return [{ key: `s3 ${bucket}/${key}`, path: ["state", "key"], found: `${key} in ${bucket}` }];
    }
    case "cloud": {
      const { hostname, organization, workspace } = state;
      const name = `${organization}/${workspace}`;
      return [{ key: `cloud ${hostname}/${name}`.toLowerCase(), path: ["state", "workspace"], found: name }];
    }
    case "http": {
      const { address, lock } = state;
      const claims = [{ path: ["state", "address"], found: address }];
      if (lock !== undefined) claims.push({ path: ["state", "lockAddress"], found: lock.lockAddress });
      return claims.map((claim) => ({ ...claim, key: `http ${new URL(claim.found).href}` }));
    }
    default:
      return [];
  }
}
