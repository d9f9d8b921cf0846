/** What the other constructs need to know of a public hosted zone, wherever it came from. */
export interface ZoneAttributes {
  /** the zone's id; a token when Terraform looks it up or makes it */
  readonly zoneId: string;
  /** the zone's name without a trailing dot; absent when only the id was given */
  readonly name?: string;
  /** the name servers that the registrar must name; absent when only the id was given */
  readonly nameServers?: string[];
}
