import { type Block, type Configuration, literal } from "../configuration";
import { servicesWithRoles } from "./scopes";

export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** What more must hold for an action to be allowed; undefined where nothing more is known. */
export function conditionOf(action: string, configuration: Configuration): Condition | undefined {
  switch (action) {
    case "acm:RequestCertificate":
      return certificateNames(configuration.blocks);
    case "route53:ChangeResourceRecordSets":
      return recordNames(configuration.blocks);
    case "iam:AttachRolePolicy":
    case "iam:DetachRolePolicy":
      return attachedPolicies(configuration.blocks);
    case "iam:PassRole":
      return { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } };
    case "iam:CreateServiceLinkedRole":
      return { StringEquals: { "iam:AWSServiceName": serviceNames(configuration) } };
    default:
      return undefined;
  }
}

/** Only these policies: a role that could be given any would let its instances do anything. */
function attachedPolicies(blocks: readonly Block[]): Condition | undefined {
  const arns = blocks
    .filter(({ type }) => type === "aws_iam_role_policy_attachment")
    .map(({ attributes }) => literal(attributes["policy_arn"]));
  const known = arns.flatMap((arn) => arn ?? []);
  return known.length === arns.length
    ? { ArnEquals: { "iam:PolicyARN": [...new Set(known)].sort() } }
    : undefined;
}

function serviceNames(configuration: Configuration): string | readonly string[] {
  const [first = "", ...others] = servicesWithRoles(configuration);
  return others.length === 0 ? first : [first, ...others];
}

/** @see https://docs.aws.amazon.com/acm/latest/userguide/acm-conditions.html */
function certificateNames(blocks: readonly Block[]): Condition | undefined {
  const names = certifiedNames(blocks);
  return names === undefined ? undefined : { "ForAllValues:StringEquals": { "acm:DomainNames": names } };
}

/**
 * Only these records. ACM gives a validation record its name: `_`, something, and the name that it is of.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
 */
function recordNames(blocks: readonly Block[]): Condition | undefined {
  const records = blocks.filter(({ type }) => type === "aws_route53_record");
  const validated = certifiedNames(blocks);
  const names = records.map(({ attributes }) => patternsOf(attributes["name"], validated));
  return names.includes(undefined)
    ? undefined
    : {
        "ForAllValues:StringLike": {
          "route53:ChangeResourceRecordSetsNormalizedRecordNames": [
            ...new Set(names.flatMap((each) => each ?? [])),
          ].sort(),
        },
      };
}

function patternsOf(name: unknown, validated: readonly string[] | undefined): readonly string[] | undefined {
  if (typeof name === "string" && name.includes(".domain_validation_options")) {
    return validated?.map((each) => `_*.${normalized(each.replace(/^\*\./, ""))}`);
  }
  const written = literal(name);
  return written === undefined ? undefined : [normalized(written)];
}

/** Undefined where a name is only known later. */
function certifiedNames(blocks: readonly Block[]): readonly string[] | undefined {
  const certificates = blocks.filter(({ type }) => type === "aws_acm_certificate");
  const names = certificates.flatMap(({ attributes }) => {
    const { domain_name: name, subject_alternative_names: others } = attributes;
    return [name, ...(Array.isArray(others) ? others : [])].map(literal);
  });
  const known = names.flatMap((name) => name ?? []);
  return known.length === names.length ? [...new Set(known)].sort() : undefined;
}

/** Lower case, no dot at the end, and every unusual character as its octal code. */
function normalized(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.$/, "")
    .replace(/[^a-z0-9._-]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`);
}
