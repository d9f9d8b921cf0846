import { requireArgument } from "./errors";
import type { ApiRequest } from "./router";
import { leaf, node, type XmlElement } from "./xml";

const MAX_ITEMS = 100;

/**
 * One page of a list. `Marker` is the id of the last member of the page before, `MaxItems` at most 100, as in
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListDistributions.html
 */
export function page<T>(
  request: ApiRequest,
  members: readonly T[],
  idOf: (member: T) => string,
): {
  readonly members: readonly T[];
  readonly marker: string;
  readonly maxItems: number;
  readonly next: string;
} {
  const given = request.query.get("MaxItems");
  const maxItems = given === null ? MAX_ITEMS : Number(given);
  requireArgument(
    Number.isInteger(maxItems) && maxItems > 0,
    "The parameter MaxItems must be a whole number.",
  );
  const marker = request.query.get("Marker") ?? "";
  const rest = members.filter((member) => idOf(member) > marker);
  const shown = rest.slice(0, Math.min(maxItems, MAX_ITEMS));
  const last = shown.at(-1);
  return { members: shown, marker, maxItems, next: rest.length > shown.length && last ? idOf(last) : "" };
}

/** The list element of a page. `full`: with `Marker` and `IsTruncated`, which newer lists do not have. */
export function pageElement<T>(
  name: string,
  request: ApiRequest,
  members: readonly T[],
  idOf: (member: T) => string,
  toElement: (member: T) => XmlElement,
  full = true,
): XmlElement {
  const shown = page(request, members, idOf);
  return node(
    name,
    full ? leaf("Marker", shown.marker) : undefined,
    shown.next === "" ? undefined : leaf("NextMarker", shown.next),
    leaf("MaxItems", shown.maxItems),
    full ? leaf("IsTruncated", shown.next !== "") : undefined,
    leaf("Quantity", shown.members.length),
    shown.members.length > 0 ? node("Items", ...shown.members.map(toElement)) : undefined,
  );
}
