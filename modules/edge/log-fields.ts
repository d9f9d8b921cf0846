/**
 * What is logged of a request. Left out are cookies, which sign a viewer in; what CloudFront cannot log anyway is an
 * `Authorization` header and the headers that it adds for the origin.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html#BasicDistributionFileFormat
 */
const FIELDS = [
  "date",
  "time",
  "x-edge-request-id",
  "x-edge-location",
  "c-ip",
  "c-country",
  "cs-method",
  "cs-protocol",
  "cs-protocol-version",
  "ssl-protocol",
  "x-host-header",
  "cs-uri-stem",
  "cache-behavior-path-pattern",
  "cs(User-Agent)",
  "sc-status",
  "sc-content-type",
  "sc-bytes",
  "cs-bytes",
  "x-edge-result-type",
  "x-edge-response-result-type",
  "x-edge-detailed-result-type",
  "time-taken",
  "time-to-first-byte",
  "origin-fbl",
];

/** What may hold a token: the query, and the URL of the page before. */
const QUERY_FIELDS = ["cs-uri-query", "cs(Referer)"];

export function recordFields(queryStrings: boolean): string[] {
  return queryStrings ? [...FIELDS, ...QUERY_FIELDS] : FIELDS;
}
