import {
  type CloudFrontClient,
  type DistributionSummary,
  ListTagsForResourceCommand,
  paginateListDistributions,
} from "@aws-sdk/client-cloudfront";
import type { Environment } from "../../../config/environment";
import type { Hosts } from "../../../stacks/hosts";
import type { Clients } from "../../aws/clients";
import { pages } from "../../recover/aws";
import { plainName } from "../dns/answers";
import { isOwn } from "./own";

/** A distribution of the account. */
export interface DistributionSeen {
  readonly id: string;
  readonly domainName: string;
  readonly aliases: readonly string[];
  /** whether it is the environment's, by its tags; only those that hold one of its names are asked */
  readonly own: boolean;
}

export async function lookAtDistributions(
  { cloudFront: client }: Clients,
  environment: Environment,
  { viewer }: Hosts,
): Promise<readonly DistributionSeen[]> {
  const all = await pages(
    paginateListDistributions({ client }, {}),
    ({ DistributionList }) => DistributionList?.Items,
  );
  const seen = [];
  for (const summary of all) {
    const aliases = (summary.Aliases?.Items ?? []).map(plainName);
    const own =
      aliases.some((alias) => viewer.includes(alias)) && (await isOurs(client, environment, summary));
    seen.push({ id: summary.Id ?? "", domainName: plainName(summary.DomainName ?? ""), aliases, own });
  }
  return seen;
}

async function isOurs(
  client: CloudFrontClient,
  environment: Environment,
  { ARN }: DistributionSummary,
): Promise<boolean> {
  const { Tags } = await client.send(new ListTagsForResourceCommand({ Resource: ARN }));
  return isOwn(environment, Tags?.Items);
}
