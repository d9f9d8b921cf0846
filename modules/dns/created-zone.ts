import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { plainNameProblems } from "./names";
import { problemIf, refuse } from "./problems";
import type { ZoneAttributes } from "./zone";

/** Properties of {@link CreatedZone}. */
export interface CreatedZoneProps {
  /** the zone's name without a trailing dot */
  readonly name: string;
  /**
   * what the zone is for, shown in the console; at most 256 characters
   * https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZoneConfig.html
   */
  readonly comment: string;
  /**
   * refuses every plan that would destroy the zone: a new one gets other name servers, and the domain is dead
   * until the registrar names them
   * @default true
   */
  readonly preventDestroy?: boolean;
  /**
   * deletes records that Terraform does not manage together with the zone, which cannot be deleted otherwise
   * @default false
   */
  readonly forceDestroy?: boolean;
  /** @default - the provider's default tags alone */
  readonly tags?: Readonly<Record<string, string>>;
}

const MAX_COMMENT_LENGTH = 256;

/**
 * A new public hosted zone. It answers nothing until the registrar, or the zone above it, names its name
 * servers.
 *
 * @example
 * const zone = new CreatedZone(this, "zone", { name: "example.com", comment: "shop, production" });
 * new TerraformOutput(this, "name_servers", { value: zone.nameServers });
 */
export class CreatedZone extends Construct implements ZoneAttributes {
  /** the zone's id (token) */
  readonly zoneId: string;
  /** the zone's name */
  readonly name: string;
  /** the name servers that the registrar must name (token) */
  readonly nameServers: string[];

  constructor(scope: Construct, id: string, props: CreatedZoneProps) {
    super(scope, id);
    validateProps(props);
    const zone = this.createZone(props);
    this.zoneId = zone.zoneId;
    this.name = props.name;
    this.nameServers = zone.nameServers;
  }

  private createZone({ name, comment, preventDestroy = true, forceDestroy = false, tags }: CreatedZoneProps) {
    return new Route53Zone(this, "Resource", {
      name,
      comment,
      forceDestroy,
      ...(tags === undefined ? {} : { tags: { ...tags } }),
      ...(preventDestroy ? { lifecycle: { preventDestroy } } : {}),
    });
  }
}

function validateProps({ name, comment }: CreatedZoneProps): void {
  const validComment =
    Token.isUnresolved(comment) || (comment !== "" && comment.length <= MAX_COMMENT_LENGTH);
  refuse([
    ...plainNameProblems(name).map((problem) => `\`name\` ${problem}`),
    ...problemIf(
      !validComment,
      `\`comment\` must have 1 to ${MAX_COMMENT_LENGTH} characters, got: ${comment.length}`,
    ),
  ]);
}
