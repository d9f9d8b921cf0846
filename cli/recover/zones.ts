import {
  GetHostedZoneCommand,
  type HostedZone,
  ListHostedZonesByNameCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-route-53";
import type { Finder, Found } from "./family";
import { orphan, type Tags, tagsOf } from "./ownership";
import type { Planned } from "./plan";
import { recordName } from "./records";

/** By name. Route 53 takes any number of zones of one name, and the domain is delegated to one of them. */
export const findZone: Finder = async (planned, aws) => {
  const name = planned.known.text("name");
  if (name === undefined || planned.known.block("vpc") !== undefined) {
    return [];
  }
  const client = aws.route53(planned);
  // Zones of one name stand together in the list; AWS allows few enough of them for one page.
  const { HostedZones = [] } = await client.send(new ListHostedZonesByNameCommand({ DNSName: name }));
  const found: Found[] = [];
  for (const { Id } of HostedZones.filter(({ Name = "" }) => recordName(Name) === recordName(name))) {
    const { HostedZone } = await client.send(new GetHostedZoneCommand({ Id }));
    const { ResourceTagSet } = await client.send(
      new ListTagsForResourceCommand({ ResourceType: "hostedzone", ResourceId: zoneId(Id) }),
    );
    if (HostedZone !== undefined) {
      found.push(...zoneFound(planned, HostedZone, tagsOf(ResourceTagSet?.Tags)));
    }
  }
  return found;
};

/** A new zone holds its SOA record and its name servers. */
const RECORDS_OF_A_NEW_ZONE = 2;

export function zoneFound(planned: Planned, zone: HostedZone, tags: Tags): Found[] {
  const { Id, Name = "", Config, CallerReference = "", ResourceRecordSetCount } = zone;
  if (Config?.PrivateZone || recordName(Name) !== recordName(planned.known.text("name") ?? "")) {
    return [];
  }
  const id = zoneId(Id);
  if (Object.keys(tags).length > 0) {
    return orphan(planned, id, `name ${recordName(Name)}`, tags);
  }
  // The provider tags a zone only after it has waited for it, so that the zone of a killed apply has no tags.
  const justMade =
    CallerReference.startsWith("terraform-") &&
    ResourceRecordSetCount === RECORDS_OF_A_NEW_ZONE &&
    planned.known.agreesWith({ comment: Config?.Comment });
  return justMade
    ? [
        {
          id,
          evidence: `name ${recordName(Name)}; made by Terraform, no tags and no records yet, same comment`,
        },
      ]
    : [];
}

function zoneId(id = ""): string {
  return id.replace("/hostedzone/", "");
}
