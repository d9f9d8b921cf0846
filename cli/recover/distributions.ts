import {
  type DistributionSummary,
  ListTagsForResourceCommand,
  paginateListDistributions,
} from "@aws-sdk/client-cloudfront";
import { pages } from "./aws";
import type { Finder, Found } from "./family";
import { keyed, type Tags, tagsOf } from "./ownership";
import type { Planned } from "./plan";

type Named = Pick<DistributionSummary, "Id" | "Aliases">;

/** By alias: CloudFront gives a name to one distribution only. */
export const findDistribution: Finder = async (planned, aws) => {
  const client = aws.cloudFront(planned);
  const all = await pages(paginateListDistributions({ client }, {}), (page) => page.DistributionList?.Items);
  const found: Found[] = [];
  for (const distribution of all.filter((candidate) => sharedAliases(planned, candidate).length > 0)) {
    const { Tags } = await client.send(new ListTagsForResourceCommand({ Resource: distribution.ARN }));
    found.push(...distributionFound(planned, distribution, tagsOf(Tags?.Items)));
  }
  return found;
};

export function distributionFound(planned: Planned, distribution: Named, tags: Tags): Found[] {
  const aliases = sharedAliases(planned, distribution);
  return aliases.length === 0
    ? []
    : [keyed(planned, distribution.Id ?? "", `alias ${aliases.join(", ")}`, tags)];
}

function sharedAliases({ known }: Planned, { Aliases }: Named): readonly string[] {
  return known.texts("aliases").filter((alias) => Aliases?.Items?.includes(alias));
}
