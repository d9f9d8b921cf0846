import { CloudFrontError, requireArgument } from "./errors";
import { find, textAt, type XmlElement } from "./xml";

/**
 * `Quantity` is the number of `Items`, wherever a configuration has a list (`InconsistentQuantities`). See
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html#API_CreateDistribution_Errors
 */
export function requireConsistentQuantities(element: XmlElement): void {
  const quantity = find(element, "Quantity");
  if (quantity !== undefined) {
    const count = find(element, "Items")?.children.length ?? 0;
    if (Number(quantity.text) !== count) {
      throw new CloudFrontError(
        "InconsistentQuantities",
        `The value of Quantity and the size of Items don't match in ${element.name}: ${quantity.text} and ${count}.`,
      );
    }
  }
  for (const child of element.children) {
    requireConsistentQuantities(child);
  }
}

/** The elements that the API reference marks as required must be there. */
export function requireElements(element: XmlElement, names: readonly string[]): void {
  for (const name of names) {
    requireArgument(
      find(element, name) !== undefined,
      `The parameter ${name} of ${element.name} is required.`,
    );
  }
}

/** The value at a path must be one of those that the API reference lists; an absent one is left to others. */
export function requireOneOf(element: XmlElement, path: readonly string[], allowed: readonly string[]): void {
  const found = find(element, ...path);
  requireArgument(
    found === undefined || allowed.includes(found.text),
    `The parameter ${path.join(".")} must be one of ${allowed.join(", ")}, got: ${found?.text}`,
  );
}

/** Names and comments have a greatest length. */
export function requireLength(element: XmlElement, name: string, most: number): void {
  const { length } = textAt(element, name);
  requireArgument(
    length <= most,
    `The parameter ${name} is too long: ${length} characters, at most ${most}.`,
  );
}

/** A whole number within bounds, where the element is there. */
export function isWithin(element: XmlElement | undefined, least: number, most: number): boolean {
  if (element === undefined) return true;
  const value = Number(element.text);
  return Number.isInteger(value) && value >= least && value <= most;
}
