import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import type { ZoneAttributes } from "../modules/dns/zone";

type Address = typeof import("../modules/network/elastic-address");
type Ssh = typeof import("../modules/network/ssh-access");
type Record = typeof import("../modules/dns/address-record");

/** A name that leads to one instance past the load balancer. */
export interface DirectAccess {
  readonly name: string;
  /** the Elastic IP address of the instance */
  readonly address: string;
}

/** The instance that is deployed to, found by its address, and who may SSH to it; undefined where none is named. */
export function createDirectAccess(
  scope: Construct,
  { direct }: Pick<Environment, "direct">,
): DirectAccess | undefined {
  if (direct === undefined) {
    return undefined;
  }
  // Loaded where they are asked for: most environments have none.
  const { ElasticAddress }: Address = require("../modules/network/elastic-address");
  const found = new ElasticAddress(scope, "direct", { address: direct.address });
  if (direct.ssh !== undefined) {
    const { SshAccess }: Ssh = require("../modules/network/ssh-access");
    new SshAccess(scope, "direct_ssh", {
      securityGroupId: direct.ssh.securityGroupId ?? found.instanceSecurityGroup(),
      from: direct.ssh.from,
    });
  }
  return { name: direct.name, address: found.publicIp };
}

/** The record of the name, where the zone is in Route 53. */
export function createDirectRecord(
  scope: Construct,
  zone: Pick<ZoneAttributes, "zoneId"> | undefined,
  direct: DirectAccess | undefined,
): void {
  if (zone !== undefined && direct !== undefined) {
    const { AddressRecord }: Record = require("../modules/dns/address-record");
    AddressRecord.forName(scope, { zoneId: zone.zoneId, ...direct });
  }
}
