import {
  type CloudFrontClient,
  ListCachePoliciesCommand,
  ListFunctionsCommand,
  ListOriginAccessControlsCommand,
  ListResponseHeadersPoliciesCommand,
  paginateListDistributions,
} from "@aws-sdk/client-cloudfront";
import { pages } from "../../cli/recover/aws";
import { type Description, hostOf, prefixOf } from "../stack/description";

interface Page {
  readonly names: readonly (string | undefined)[];
  readonly next: string | undefined;
}

/** What CloudFront has of a run. Everything but the distribution is found by its name, which begins with the run's. */
export async function edgeLeft(client: CloudFrontClient, description: Description): Promise<string[]> {
  const distributions = await pages(
    paginateListDistributions({ client }, {}),
    ({ DistributionList }) => DistributionList?.Items,
  );
  const host = hostOf(description);
  const served = distributions.filter(({ Aliases }) => Aliases?.Items?.includes(host));
  const kinds = await Promise.all(
    Object.entries(LISTS).map(async ([kind, list]) => {
      const names = await allPages((Marker) => list(client, Marker));
      return [...new Set(names)]
        .filter((name) => name.startsWith(`${prefixOf(description)}-`))
        .map((name) => `${kind} ${name}`);
    }),
  );
  return [...served.map(({ Id }) => `distribution ${Id}`), ...kinds.flat()];
}

/** The SDK has paginators for some of these alone. */
const LISTS: Readonly<Record<string, (client: CloudFrontClient, Marker?: string) => Promise<Page>>> = {
  function: async (client, Marker) => {
    const { FunctionList } = await client.send(new ListFunctionsCommand({ Marker }));
    return { names: (FunctionList?.Items ?? []).map(({ Name }) => Name), next: FunctionList?.NextMarker };
  },
  "origin-access-control": async (client, Marker) => {
    const { OriginAccessControlList } = await client.send(new ListOriginAccessControlsCommand({ Marker }));
    return {
      names: (OriginAccessControlList?.Items ?? []).map(({ Name }) => Name),
      next: OriginAccessControlList?.NextMarker,
    };
  },
  "response-headers-policy": async (client, Marker) => {
    const { ResponseHeadersPolicyList } = await client.send(
      new ListResponseHeadersPoliciesCommand({ Type: "custom", Marker }),
    );
    return {
      names: (ResponseHeadersPolicyList?.Items ?? []).map(
        ({ ResponseHeadersPolicy }) => ResponseHeadersPolicy?.ResponseHeadersPolicyConfig?.Name,
      ),
      next: ResponseHeadersPolicyList?.NextMarker,
    };
  },
  "cache-policy": async (client, Marker) => {
    const { CachePolicyList } = await client.send(new ListCachePoliciesCommand({ Type: "custom", Marker }));
    return {
      names: (CachePolicyList?.Items ?? []).map(({ CachePolicy }) => CachePolicy?.CachePolicyConfig?.Name),
      next: CachePolicyList?.NextMarker,
    };
  },
};

async function allPages(list: (marker?: string) => Promise<Page>): Promise<readonly string[]> {
  const all: string[] = [];
  let marker: string | undefined;
  do {
    const { names, next } = await list(marker);
    all.push(...names.filter((name) => name !== undefined));
    marker = next || undefined;
  } while (marker !== undefined);
  return all;
}
