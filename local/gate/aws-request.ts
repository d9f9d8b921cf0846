import type { IncomingHttpHeaders } from "node:http";

/** One AWS API call as the gate sees it. */
export interface AwsRequest {
  readonly method: string;
  /** path and query as sent */
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** the name the call is signed for: `elasticloadbalancing`, `route53`, `s3` ... */
  readonly service: string;
  readonly region: string;
  /** the operation; for S3, Route 53 and CloudFront method and path, which is all that they send */
  readonly action: string;
  /** the fields of a query-protocol call (EC2, ELBv2, STS), flat as sent; empty for the others */
  readonly fields: ReadonlyMap<string, string>;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

// Credential=AKID/20250101/eu-west-1/s3/aws4_request
const CREDENTIAL_SCOPE = /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

export function awsRequest(
  method: string,
  target: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): AwsRequest {
  const url = new URL(target, "http://localhost");
  const [, region = "us-east-1", service = ""] = CREDENTIAL_SCOPE.exec(headers.authorization ?? "") ?? [];
  const fields = fieldsOf(headers, body);
  return {
    method,
    target,
    path: url.pathname,
    query: url.searchParams,
    headers,
    body,
    service: service.toLowerCase(),
    region,
    action: fields.get("Action") ?? jsonAction(headers) ?? `${method} ${url.pathname}`,
    fields,
  };
}

/** The same call with another body. */
export function withBody(request: AwsRequest, body: string): AwsRequest {
  return awsRequest(request.method, request.target, request.headers, Buffer.from(body));
}

/** The body of a JSON call, as an object; anything else is an empty one. */
export function jsonBody(message: { readonly body: Buffer }): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(message.body.toString("utf8"));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The values of all fields whose name matches, in the order sent. */
export function fieldValues(request: AwsRequest, name: RegExp): string[] {
  return [...request.fields].filter(([key]) => name.test(key)).map(([, value]) => value);
}

function fieldsOf(headers: IncomingHttpHeaders, body: Buffer): ReadonlyMap<string, string> {
  const form = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
  return new Map(form ? new URLSearchParams(body.toString("utf8")) : []);
}

function jsonAction(headers: IncomingHttpHeaders): string | undefined {
  const target = headers["x-amz-target"];
  return typeof target === "string" ? target.split(".").at(-1) : undefined;
}
