import type { Context } from "./context";
import { aliasesOf } from "./distribution-parts";
import { requireDistribution } from "./distributions";
import { requireArgument } from "./errors";
import { pageElement } from "./pages";
import type { ApiRequest, ApiResponse, Route } from "./router";
import { leaf, node } from "./xml";

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListConflictingAliases.html */
export const conflictingAliasRoutes: readonly Route[] = [
  { operation: "ListConflictingAliases", method: "GET", path: "/conflicting-alias", handle: listConflicting },
];

function listConflicting(request: ApiRequest, context: Context): ApiResponse {
  const alias = (request.query.get("Alias") ?? "").toLowerCase();
  const id = request.query.get("DistributionId") ?? "";
  requireArgument(alias !== "", "The parameter Alias is required.");
  requireDistribution(context, id);
  const conflicts = context.distributions
    .all()
    .filter((other) => other.id !== id)
    .flatMap((other) => aliasesOf(other.config).map((held) => ({ held, id: other.id })))
    .filter(({ held }) => overlaps(held, alias))
    .sort((left, right) => (left.held < right.held ? -1 : 1));
  return {
    status: 200,
    body: pageElement(
      "ConflictingAliasesList",
      request,
      conflicts,
      (conflict) => conflict.held,
      (conflict) =>
        node(
          "ConflictingAlias",
          leaf("Alias", conflict.held),
          leaf("DistributionId", conflict.id),
          leaf("AccountId", context.accountId),
        ),
      false,
    ),
  };
}

/** The same name, or one a wildcard that stands for the other's first label. */
function overlaps(left: string, right: string): boolean {
  const wildcard = (name: string): string => name.replace(/^[^.]+/, "*");
  return left === right || left === wildcard(right) || wildcard(left) === right;
}
