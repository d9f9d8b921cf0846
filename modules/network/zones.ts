import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { Fn, Op, TerraformSelf, Token } from "cdktf";
import type { Construct } from "constructs";

/** Zones that a VPC can have: what a letter, or a place in the region's list, is worth. */
export const SLOTS = 8;

const LETTERS = "abcdefgh";
const ZONE_NAME = /^([a-z]{2}(?:-[a-z]+)+-\d)([a-h])$/;

/** One zone of a VPC and its fixed place in the VPC's range. */
export interface ZoneSlot {
  /** the zone's letter, the last word of its subnets' addresses */
  readonly key: string;
  /** 0 to 7 */
  readonly slot: number;
  readonly availabilityZone: string;
}

/** What is wrong with a number of zones, or with their names. */
export function zoneProblems(zones: number | readonly string[]): string[] {
  if (typeof zones === "number") {
    return Number.isInteger(zones) && zones >= 2 && zones <= SLOTS
      ? []
      : [
          `\`zones\` must be a whole number from 2 to ${SLOTS}, got: ${Token.isUnresolved(zones) ? "a token" : zones}`,
        ];
  }
  const got = Token.isUnresolved(zones) ? "a token" : zones.join(", ") || "none";
  const regions = new Set(zones.map((zone) => ZONE_NAME.exec(zone)?.[1]));
  if (regions.has(undefined)) {
    return [`\`zones\` must be names like eu-west-1a, no Local or Wavelength Zones, got: ${got}`];
  }
  if (zones.length < 2 || new Set(zones).size < zones.length || regions.size > 1) {
    return [`\`zones\` must name at least two zones of one region, each once, got: ${got}`];
  }
  return [];
}

/**
 * The zones in the order of their letters, whatever the order they were named in. Counted ones are read from
 * the region, without those that an account has to opt in to.
 */
export function zoneSlots(
  scope: Construct,
  zones: number | readonly string[],
  excludedZoneIds: readonly string[] = [],
): ZoneSlot[] {
  if (typeof zones === "number") {
    const { names } = readZones(scope, zones, excludedZoneIds);
    return [...LETTERS.slice(0, zones)].map((key, slot) => ({
      key,
      slot,
      availabilityZone: Token.asString(Fn.element(names, slot)),
    }));
  }
  return zones
    .map((availabilityZone) => ({ availabilityZone, key: availabilityZone.slice(-1) }))
    .map((zone) => ({ ...zone, slot: LETTERS.indexOf(zone.key) }))
    .sort((one, other) => one.slot - other.slot);
}

function readZones(
  scope: Construct,
  count: number,
  excludedZoneIds: readonly string[],
): DataAwsAvailabilityZones {
  const beside = excludedZoneIds.length > 0 ? ` beside ${excludedZoneIds.join(", ")}` : "";
  return new DataAwsAvailabilityZones(scope, "zones", {
    state: "available",
    excludeZoneIds: excludedZoneIds.length > 0 ? [...excludedZoneIds] : undefined,
    filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    lifecycle: {
      postcondition: [
        {
          condition: Op.gte(Fn.lengthOf(TerraformSelf.getAny("names")), count),
          errorMessage: `The VPC is to have subnets in ${count} zones, and this region offers fewer${beside}.`,
        },
      ],
    },
  });
}
