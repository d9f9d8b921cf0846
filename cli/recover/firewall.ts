import {
  ListTagsForResourceCommand,
  ListWebACLsCommand,
  type Scope,
  type WAFV2Client,
  type WebACLSummary,
} from "@aws-sdk/client-wafv2";
import type { Finder } from "./family";
import { keyed, tagsOf } from "./ownership";

/** By name, which CloudFront's web ACLs of an account have once. */
export const findWebAcl: Finder = async (planned, aws) => {
  const name = planned.known.text("name");
  const scope = planned.known.text("scope");
  if (name === undefined || (scope !== "CLOUDFRONT" && scope !== "REGIONAL")) {
    return [];
  }
  const client = aws.firewall(planned);
  const found = await webAclNamed(client, name, scope);
  if (found?.Id === undefined) {
    return [];
  }
  const { TagInfoForResource } = await client.send(
    new ListTagsForResourceCommand({ ResourceARN: found.ARN }),
  );
  return [
    keyed(planned, `${found.Id}/${name}/${scope}`, `name ${name}`, tagsOf(TagInfoForResource?.TagList)),
  ];
};

async function webAclNamed(
  client: WAFV2Client,
  name: string,
  Scope: Scope,
): Promise<WebACLSummary | undefined> {
  let NextMarker: string | undefined;
  do {
    const page = await client.send(new ListWebACLsCommand({ Scope, NextMarker }));
    const acls = page.WebACLs ?? [];
    const found = acls.find(({ Name }) => Name === name);
    if (found !== undefined) {
      return found;
    }
    // Some answer the last page with the marker of its last name.
    NextMarker = acls.length > 0 ? page.NextMarker : undefined;
  } while (NextMarker);
  return undefined;
}
