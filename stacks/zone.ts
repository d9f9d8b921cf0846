import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { CaaRecord } from "../modules/dns/caa-record";
import { ExistingZone } from "../modules/dns/existing-zone";
import type { ZoneAttributes } from "../modules/dns/zone";
import type { Hosts } from "./hosts";

/** The zone that holds the environment's names; undefined where another provider serves it. */
export type Zone = ZoneAttributes | undefined;

export function createZone(scope: Construct, environment: Environment, hosts: Hosts): Zone {
  const zone = findOrCreate(scope, environment, hosts);
  const { dns } = environment;
  if (zone !== undefined && dns.caa !== undefined) {
    CaaRecord.forName(scope, { zoneId: zone.zoneId, name: hosts.canonical, issuers: dns.caa });
  }
  return zone;
}

function findOrCreate(scope: Construct, environment: Environment, hosts: Hosts): Zone {
  const { dns, project, environment: name, protect } = environment;
  switch (dns.type) {
    case "external":
      return undefined;
    case "create": {
      // Loaded, like a created VPC, where it is asked for.
      const created: typeof import("../modules/dns/created-zone") = require("../modules/dns/created-zone");
      return new created.CreatedZone(scope, "zone", {
        name: dns.zone,
        comment: `${project}, ${name}`,
        preventDestroy: protect,
        forceDestroy: false,
      });
    }
    case "existing":
      return new ExistingZone(scope, "zone", existingZoneBy(dns, hosts));
  }
}

function existingZoneBy(dns: Extract<Environment["dns"], { type: "existing" }>, hosts: Hosts) {
  if (dns.zoneId !== undefined) {
    return { zoneId: dns.zoneId };
  }
  return dns.zone === undefined ? { names: hosts.viewer } : { zoneName: dns.zone };
}
