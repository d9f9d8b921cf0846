import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { DataAwsRoute53Zones } from "@cdktf/provider-aws/lib/data-aws-route53-zones";
import { Fn, TerraformIterator, TerraformLocal, Token } from "cdktf";
import { Construct } from "constructs";
import { plainNameProblems, recordNameProblem, zoneCandidates } from "./names";
import { problemIf, refuse } from "./problems";
import type { ZoneAttributes } from "./zone";

/** Properties of {@link ExistingZone}: exactly one of them. */
export interface ExistingZoneProps {
  /** the zone's id, taken as it is: nothing is looked up */
  readonly zoneId?: string;
  /** the zone's name: the one public zone of the account that has it */
  readonly zoneName?: string;
  /**
   * the host names that the zone must hold: the public zone with the longest name that holds them all. Where
   * more than one zone could, every zone of the account is read at plan (two requests each), so give an account
   * of hundreds of zones the name instead.
   */
  readonly names?: readonly string[];
}

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html */
const ZONE_ID = /^[A-Z0-9]{1,32}$/;

/**
 * A public hosted zone that is there already, found by its id, by its name, or by the names that it must hold.
 *
 * @example
 * const zone = new ExistingZone(this, "zone", { names: ["shop.example.com", "origin.shop.example.com"] });
 */
export class ExistingZone extends Construct implements ZoneAttributes {
  /** the zone's id; a token unless it was given */
  readonly zoneId: string;
  /** the zone's name; a token where it was found, absent where the id was given */
  readonly name?: string;
  /** the zone's name servers (token); absent where the id was given */
  readonly nameServers?: string[];

  constructor(scope: Construct, id: string, props: ExistingZoneProps) {
    super(scope, id);
    validateProps(props);
    const found = this.findZone(props);
    this.zoneId = found.zoneId;
    this.name = found.name;
    this.nameServers = found.nameServers;
  }

  private findZone({ zoneId, zoneName, names = [] }: ExistingZoneProps): ZoneAttributes {
    if (zoneId !== undefined) {
      return { zoneId };
    }
    const candidates = zoneName === undefined ? zoneCandidates(names) : [zoneName];
    const [only, ...more] = candidates;
    return only !== undefined && more.length === 0
      ? new DataAwsRoute53Zone(this, "Resource", { name: only, privateZone: false })
      : this.discoverZone(candidates, [...names].sort());
  }

  /** Reads every zone and takes the first candidate, longest first, that is the name of a public one. */
  private discoverZone(candidates: readonly string[], names: readonly string[]): ZoneAttributes {
    const ids = new DataAwsRoute53Zones(this, "ids");
    // the provider gives null, not an empty list, for an account without zones
    const each = TerraformIterator.fromList(Token.asList(Fn.coalesce([ids.ids, []])));
    const zones = new DataAwsRoute53Zone(this, "existing", { forEach: each, zoneId: each.value });
    const matches = new TerraformLocal(this, "matches", holdingZones(zones, candidates));
    const local = `local.${matches.friendlyUniqueId}`;
    const remedy = "create the zone, or give the name or the id of the zone to use";
    return new DataAwsRoute53Zone(this, "Resource", {
      zoneId: `\${${local}[0].zone_id}`,
      lifecycle: {
        precondition: [
          {
            condition: `\${length(${local}) > 0}`,
            errorMessage: `No public hosted zone of this account holds ${names.join(", ")} (looked for ${candidates.join(", ")}): ${remedy}.`,
          },
          {
            // `||` evaluates both sides, and an empty list has no first element
            condition: `\${try(length([for zone in ${local} : zone if zone.name == ${local}[0].name]) == 1, true)}`,
            errorMessage: `Two public hosted zones of this account are both named \${try(${local}[0].name, "")}: give the id of the zone that the registrar's name servers belong to.`,
          },
        ],
      },
    });
  }
}

/** The public zones among the candidates as `{zone_id, name}`, in the candidates' order. */
function holdingZones(zones: DataAwsRoute53Zone, candidates: readonly string[]): string {
  const source = `data.aws_route53_zone.${zones.friendlyUniqueId}`;
  const zone = "{ zone_id = zone.zone_id, name = zone.name }";
  const matching = `[for zone in ${source} : ${zone} if !zone.private_zone && zone.name == candidate]`;
  return `\${flatten([for candidate in ${JSON.stringify(candidates)} : ${matching}])}`;
}

function validateProps({ zoneId, zoneName, names }: ExistingZoneProps): void {
  const given = Object.entries({ zoneId, zoneName, names }).flatMap(([key, value]) =>
    value === undefined ? [] : [key],
  );
  const validId = zoneId === undefined || Token.isUnresolved(zoneId) || ZONE_ID.test(zoneId);
  const nameProblems =
    zoneName === undefined || Token.isUnresolved(zoneName) ? [] : plainNameProblems(zoneName);
  refuse([
    ...problemIf(
      given.length !== 1,
      `exactly one of \`zoneId\`, \`zoneName\`, \`names\` must be given, got: ${given.join(", ") || "none"}`,
    ),
    ...problemIf(!validId, `\`zoneId\` must be 1 to 32 capital letters and digits, got: ${zoneId}`),
    ...nameProblems.map((problem) => `\`zoneName\` ${problem}`),
    ...(names === undefined ? [] : namesProblems(names)),
  ]);
}

function namesProblems(names: readonly string[]): string[] {
  const bad = names.flatMap((name) => recordNameProblem(name) ?? []);
  const together = `\`names\` must lie under one registrable domain, got: ${names.join(", ") || "none"}`;
  return bad.length > 0
    ? bad.map((problem) => `\`names\` ${problem}`)
    : problemIf(zoneCandidates(names).length === 0, together);
}
