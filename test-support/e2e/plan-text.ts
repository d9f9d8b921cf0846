import type { Seeded } from "../../local/world";

/**
 * What `terraform plan -no-color` says it would do, without what differs from run to run: the order in which
 * data sources are read, and the ids of what the local AWS had before.
 */
export function planText(output: string, { vpcId, instances, zones }: Seeded): string {
  const begin = output.indexOf("Terraform used the selected providers");
  const end = output.indexOf("\n─────");
  const plan = output.slice(begin, end < 0 ? undefined : end);
  const ids: Record<string, string> = { [vpcId]: "vpc-OF-THE-TEAM" };
  for (const [name, { id, securityGroupId }] of Object.entries(instances)) {
    ids[id] = `i-OF-${name}`;
    ids[securityGroupId] = `sg-OF-${name}`;
  }
  for (const [name, id] of Object.entries(zones)) {
    ids[id] = `ZONE-OF-${name}`;
  }
  return Object.entries(ids)
    .reduce((text, [id, name]) => text.replaceAll(id, name), plan)
    .replaceAll(/"subnet-[0-9a-f]+"/g, '"subnet-OF-THE-TEAM"')
    .replaceAll(/"pl-[0-9a-f]+"/g, '"pl-OF-CLOUDFRONT"');
}
