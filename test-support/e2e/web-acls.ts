import { z } from "zod";
import type { World } from "../../local/world";

const acls = z.object({ WebACLs: z.array(z.object({ Name: z.string(), Id: z.string() })) });
const action = z.record(z.string(), z.unknown()).nullish();
const acl = z.object({
  WebACL: z.object({
    Rules: z.array(
      z.object({ Name: z.string(), Priority: z.number(), Action: action, OverrideAction: action }),
    ),
  }),
});
const groups = z.object({ logGroups: z.array(z.object({ logGroupName: z.string() })) });

/** The names of CloudFront's web ACLs. */
export async function webAcls(world: World): Promise<string[]> {
  const { WebACLs } = acls.parse(await ask(world, "wafv2", WAF("ListWebACLs"), { Scope: "CLOUDFRONT" }));
  return WebACLs.map(({ Name }) => Name);
}

/** A web ACL of CloudFront by its name. */
export async function webAcl(world: World, name: string): Promise<z.output<typeof acl>["WebACL"]> {
  const { WebACLs } = acls.parse(await ask(world, "wafv2", WAF("ListWebACLs"), { Scope: "CLOUDFRONT" }));
  const found = WebACLs.find(({ Name }) => Name === name);
  const parameters = { Scope: "CLOUDFRONT", Name: name, Id: found?.Id };
  return acl.parse(await ask(world, "wafv2", WAF("GetWebACL"), parameters)).WebACL;
}

/** The log groups of us-east-1. */
export async function logGroups(world: World): Promise<string[]> {
  const answer = await ask(world, "logs", "Logs_20140328.DescribeLogGroups", {});
  return groups.parse(answer).logGroups.map(({ logGroupName }) => logGroupName);
}

const WAF = (action: string) => `AWSWAF_20190729.${action}`;

/** Services whose SDK nothing else here needs. The local AWS reads the scope and checks no signature. */
async function ask(world: World, service: string, target: string, parameters: object): Promise<unknown> {
  const response = await fetch(world.endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": target,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20250101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(parameters),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${target}: ${response.status} ${text}`);
  }
  return JSON.parse(text);
}
