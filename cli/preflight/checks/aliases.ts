import {
  type CloudFrontClient,
  type ConflictingAlias,
  ListConflictingAliasesCommand,
} from "@aws-sdk/client-cloudfront";
import { covers } from "../../../modules/dns/names";
import { type Finding, fail, ok, skipped, warning } from "../../doctor/finding";
import type { Check } from "../check";
import type { Look } from "../look";
import type { DistributionSeen } from "../seen/distributions";

const HERE = "aliases, this account";
const ELSEWHERE = "aliases, other accounts";
const ERROR = "CloudFront refuses a second one with CNAMEAlreadyExists";

/** Whether another distribution holds a name: of all accounts together, one may. */
export const aliases: Check = {
  id: "alias-free",
  wait: "looking for distributions that hold the names",
  permissions: [
    "cloudfront:ListDistributions",
    "cloudfront:ListTagsForResource",
    "cloudfront:ListConflictingAliases",
  ],
  async run(look) {
    if (!look.environment.edge.enabled) {
      return [skipped("aliases", "not needed: there is no edge")];
    }
    const distributions = await look.distributions();
    return [...inThisAccount(look, distributions), ...(await inOthers(look, distributions))];
  },
};

function inThisAccount({ hosts: { viewer } }: Look, all: readonly DistributionSeen[]): Finding[] {
  const others = all.filter(({ own }) => !own);
  const held = others.flatMap(({ id, aliases }) =>
    viewer.flatMap((name) =>
      aliases.flatMap((alias) => {
        if (alias === name) {
          const mend = `take it off ${id} in the same minute as this apply, or move it: aws cloudfront associate-alias`;
          return [fail(HERE, `${id} holds ${name}: ${ERROR}`, mend)];
        }
        return covers([alias], name) || covers([name], alias)
          ? [
              warning(
                HERE,
                `${id} holds ${alias}, which crosses ${name}: the narrower of two answers`,
                "make sure that this is meant",
              ),
            ]
          : [];
      }),
    ),
  );
  const of = all.length === 1 ? "1 distribution" : `${all.length} distributions`;
  return held.length > 0
    ? held
    : [ok(HERE, `none of ${of} that is not this environment's holds ${viewer.join(", ")}`)];
}

/** Of other accounts AWS tells those alone who have a distribution with a certificate for the name. */
async function inOthers(look: Look, all: readonly DistributionSeen[]): Promise<Finding[]> {
  const own = all.find((each) => each.own);
  const found = [];
  for (const name of look.hosts.viewer) {
    found.push(
      ...(own === undefined ? await byDns(look, name, all) : await byCloudFront(look, name, own, all)),
    );
  }
  if (found.length > 0) {
    return found;
  }
  return own === undefined
    ? [
        skipped(
          ELSEWHERE,
          `CloudFront tells once the environment has a distribution; ${ERROR}, if there is one`,
        ),
      ]
    : [ok(ELSEWHERE, `CloudFront knows of none that holds ${look.hosts.viewer.join(", ")}`)];
}

async function byCloudFront(
  { clients: { cloudFront: client } }: Look,
  name: string,
  own: DistributionSeen,
  all: readonly DistributionSeen[],
): Promise<Finding[]> {
  const conflicts = await conflictsOf(client, own.id, name);
  const known = all.map(({ id }) => id);
  return conflicts
    .filter(({ DistributionId = "" }) => !known.includes(DistributionId))
    .map(({ Alias, AccountId, DistributionId }) =>
      fail(
        ELSEWHERE,
        `distribution ${DistributionId} of account ${AccountId} holds ${Alias}, which crosses ${name}: ${ERROR}`,
        "have its owner take the name off, or move it: aws cloudfront associate-alias",
      ),
    );
}

async function conflictsOf(
  client: CloudFrontClient,
  DistributionId: string,
  Alias: string,
): Promise<ConflictingAlias[]> {
  const found: ConflictingAlias[] = [];
  let Marker: string | undefined;
  do {
    const { ConflictingAliasesList: page } = await client.send(
      new ListConflictingAliasesCommand({ DistributionId, Alias, Marker }),
    );
    found.push(...(page?.Items ?? []));
    Marker = page?.NextMarker;
  } while (Marker !== undefined && Marker !== "");
  return found;
}

/** A CNAME names the distribution that serves now; an alias record does not. */
async function byDns({ dns }: Look, name: string, all: readonly DistributionSeen[]): Promise<Finding[]> {
  const answer = await dns.cname(name.replace(/^\*\./, "preflight."));
  const target =
    answer.kind === "records" ? answer.records.find((each) => each.endsWith(".cloudfront.net")) : undefined;
  return target === undefined || all.some(({ domainName }) => domainName === target)
    ? []
    : [
        fail(
          ELSEWHERE,
          `${name} leads to ${target}, a distribution of another account: ${ERROR}`,
          "have its owner take the name off, or move it: aws cloudfront associate-alias",
        ),
      ];
}
