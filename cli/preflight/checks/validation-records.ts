import { addressOf, baseName, distinctValidationNames } from "../../../modules/dns/names";
import { type Finding, fail, ok, skipped } from "../../doctor/finding";
import type { Check } from "../check";
import { plainName } from "../dns/answers";
import type { Look } from "../look";
import { certificatesFor, isOwnCertificate } from "../seen/certificates";
import { judgeStanding, recordsAt } from "../standing";

const CHECK = "validation records";

/**
 * Whether the records that prove the names to ACM answer publicly, before an apply waits for that. They are known once
 * the stage `request` has requested the certificates.
 */
export const validationRecords: Check = {
  id: "validation-records",
  wait: "asking for the validation records",
  permissions: [
    "acm:ListCertificates",
    "acm:DescribeCertificate",
    "acm:ListTagsForCertificate",
    "route53:ListResourceRecordSets",
  ],
  async run(look) {
    const { dns } = look.environment;
    const wanted = distinctValidationNames(namesOf(look));
    if (wanted.length === 0) {
      return [skipped(CHECK, "not needed: every certificate is the environment's own")];
    }
    if (dns.type === "existing") {
      return standing(look, wanted);
    }
    if (dns.stage === "request") {
      return [skipped(CHECK, "not needed: this stage requests the certificates and prints the records")];
    }
    const found = await recordsOf(look, wanted, true);
    return Promise.all(wanted.map((name) => checkRecord(look, name, found.get(name))));
  },
};

/** A certificate that was requested by other hands has its records there, and ours would be the same ones. */
async function standing(look: Look, wanted: readonly string[]): Promise<Finding[]> {
  const zone = await look.zone();
  const found = [];
  if (zone.kind === "found") {
    for (const [name, { at }] of await recordsOf(look, wanted, false)) {
      if ((await recordsAt(look, zone.id, at)).length === 0) continue;
      found.push(
        await judgeStanding(look, {
          check: `validation of ${name}`,
          seen: `${at} stands already, of another certificate for ${name}`,
          address: `aws_route53_record.validation_${addressOf(name)}`,
          layer: "network",
          id: `${zone.id}_${at}_CNAME`,
        }),
      );
    }
  }
  return found.length > 0
    ? found
    : [ok(CHECK, `none stands yet: one apply makes them for ${wanted.join(", ")}, and waits`)];
}

function namesOf({ environment: { certificates, edge }, hosts }: Look): readonly string[] {
  const regional = certificates.regional === undefined;
  const viewer = edge.enabled && certificates.viewer === undefined;
  return [
    ...(regional || viewer ? hosts.viewer : []),
    ...(regional && edge.enabled && hosts.origin !== undefined ? [hosts.origin] : []),
  ];
}

interface Wanted {
  /** the record's name */
  readonly at: string;
  readonly value: string;
}

/** By name: the record that ACM wants of it, which is the same for every certificate of an account. */
async function recordsOf(
  { clients, environment }: Look,
  names: readonly string[],
  ownOnly: boolean,
): Promise<ReadonlyMap<string, Wanted>> {
  const records = new Map<string, Wanted>();
  for (const region of new Set([environment.region, "us-east-1"])) {
    const client = clients.acm(region);
    for (const certificate of await certificatesFor(client, names)) {
      if (ownOnly && !(await isOwnCertificate(client, environment, certificate))) continue;
      for (const { DomainName = "", ResourceRecord } of certificate.DomainValidationOptions ?? []) {
        const { Name, Value } = ResourceRecord ?? {};
        const name = baseName(DomainName);
        if (Name === undefined || Value === undefined || !names.includes(name)) continue;
        records.set(name, { at: plainName(Name), value: plainName(Value) });
      }
    }
  }
  return records;
}

async function checkRecord(
  { dns, environment }: Look,
  name: string,
  record: Wanted | undefined,
): Promise<Finding> {
  const check = `validation of ${name}`;
  if (record === undefined) {
    const mend = "deploy with dns.stage: request first";
    return fail(check, `no certificate of ${environment.environment} is requested for it yet`, mend);
  }
  const { at, value } = record;
  const make = `make the record, and wait until it answers: ${at} CNAME ${value}`;
  const answer = await dns.cname(at);
  switch (answer.kind) {
    case "unanswered":
      return skipped(check, answer.reason, `dig +short CNAME ${at}, from a network that may ask`);
    case "none":
      return fail(
        check,
        `${at} does not answer: ACM waits for it, and the apply fails after 75 minutes`,
        make,
      );
    case "failed":
      return fail(check, `${at}: its name servers fail to answer (${answer.reason})`, make);
    case "records":
      return answer.records.includes(value)
        ? ok(check, `${at} answers, says ${dns.source}`)
        : fail(check, `${at} is ${answer.records.join(", ")}, not ${value}`, make);
  }
}
