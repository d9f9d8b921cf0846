import type { ManagedPrefixList } from "@aws-sdk/client-ec2";

/** CloudFront's servers that call origins. */
export const ORIGIN_FACING = "com.amazonaws.global.cloudfront.origin-facing";

/**
 * How many rules a rule counts as that names one of AWS's own lists: the API does not tell.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
const WEIGHTS: readonly (readonly [name: RegExp, weight: number])[] = [
  [/\.cloudfront\.origin-facing$/, 55],
  [/\.route53-healthchecks$/, 25],
  [/\.vpc-lattice$/, 10],
  [/\.s3express$/, 6],
  [/\.groundstation$/, 5],
  [/\.ec2-instance-connect$/, 2],
  [/\.(dynamodb|s3)$/, 1],
];

/** A list of one's own counts as the most entries that it may have. Undefined for a list of AWS that is new. */
export function weightOf({ PrefixListName = "", MaxEntries }: ManagedPrefixList): number | undefined {
  return MaxEntries ?? WEIGHTS.find(([name]) => name.test(PrefixListName))?.[1];
}
