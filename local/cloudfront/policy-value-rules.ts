import { requireElements, requireOneOf } from "./config-rules";
import { CloudFrontError, type ErrorCode, requireArgument } from "./errors";
import { itemsAt, textAt, type XmlElement } from "./xml";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-policies */
const MAX_VALUES = 10;

/** One of the three sets of values (headers, cookies, query strings) that a policy selects. */
export interface ValueSet {
  /** The element that holds the set, such as `HeadersConfig`. */
  readonly holder: string;
  /** The element that says how it selects, such as `HeaderBehavior`. */
  readonly behaviour: string;
  /** The list of names, such as `Headers`. */
  readonly names: string;
  readonly allowed: readonly string[];
  /** Those of `allowed` that come with a list of names. */
  readonly listed: readonly string[];
  readonly tooMany: ErrorCode;
}

/** A behaviour is one of those allowed, and names come with exactly those that select by name. */
export function requireValueSet(element: XmlElement, set: ValueSet): void {
  requireElements(element, [set.holder]);
  requireOneOf(element, [set.holder, set.behaviour], set.allowed);
  const behaviour = textAt(element, set.holder, set.behaviour);
  const count = itemsAt(element, set.holder, set.names).length;
  requireArgument(
    behaviour !== "" && set.listed.includes(behaviour) === count > 0,
    `The parameter ${set.names} does not fit ${set.behaviour} ${behaviour}: ${count} names.`,
  );
  if (count > MAX_VALUES) {
    throw new CloudFrontError(set.tooMany, `${set.names}: ${count} names, at most ${MAX_VALUES}.`);
  }
}

/** The headers that a policy lists, in lower case. */
export function headersOf(element: XmlElement): readonly string[] {
  return itemsAt(element, "HeadersConfig", "Headers").map((header) => header.text.toLowerCase());
}
