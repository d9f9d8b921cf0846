import { randomUUID } from "node:crypto";
import type { AwsResponse } from "./aws-request";
import { buildXml } from "./xml";

/** An error as the services of the query protocol (ELBv2, EC2) answer it. */
export function queryError(code: string, message: string, status = 400): AwsResponse {
  return errorResponse("http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/", code, message, status);
}

/** Route 53 puts the messages of a refused batch in brackets. */
export function invalidChangeBatch(messages: readonly string[]): AwsResponse {
  return errorResponse(
    "https://route53.amazonaws.com/doc/2013-04-01/",
    "InvalidChangeBatch",
    `[${messages.join(", ")}]`,
    400,
  );
}

export function cloudFrontError(code: string, message: string, status = 400): AwsResponse {
  return errorResponse("http://cloudfront.amazonaws.com/doc/2020-05-31/", code, message, status);
}

/** An error as ACM answers it. */
export function jsonError(code: string, message: string, status = 400): AwsResponse {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": code },
    body: Buffer.from(JSON.stringify({ __type: code, message })),
  };
}

export function s3Error(
  code: string,
  message: string,
  status: number,
  details: Record<string, string> = {},
): AwsResponse {
  return xmlResponse(status, {
    Error: { Code: code, Message: message, ...details, RequestId: randomUUID(), HostId: randomUUID() },
  });
}

export function xmlResponse(status: number, document: { [tag: string]: unknown }): AwsResponse {
  return { status, headers: { "content-type": "text/xml" }, body: Buffer.from(buildXml(document)) };
}

/** An error in the form that the service's clients read. */
export function errorFor(service: string, code: string, message: string, status = 400): AwsResponse {
  switch (service) {
    case "acm":
    case "logs":
    case "ssm":
      return jsonError(code, message, status);
    case "s3":
      return s3Error(code, message, status);
    case "ec2":
      return xmlResponse(status, {
        Response: { Errors: { Error: { Code: code, Message: message } }, RequestID: randomUUID() },
      });
    case "cloudfront":
      return cloudFrontError(code, message, status);
    default:
      return queryError(code, message, status);
  }
}

function errorResponse(namespace: string, code: string, message: string, status: number): AwsResponse {
  return xmlResponse(status, {
    ErrorResponse: {
      "@xmlns": namespace,
      Error: { Type: "Sender", Code: code, Message: message },
      RequestId: randomUUID(),
    },
  });
}
