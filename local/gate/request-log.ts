import { appendFileSync } from "node:fs";
import { type AwsRequest, jsonBody } from "./aws-request";
import { elements, parseXml, text } from "./xml";

/** One line of the request log. */
export interface LoggedRequest {
  readonly time: string;
  readonly service: string;
  readonly region: string;
  /** the operation; method and path for S3, Route 53 and CloudFront */
  readonly action: string;
  /** what the call names: never a header, never a secret */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly milliseconds: number;
  /** the rule of the gate that answered in moto's place */
  readonly rule?: string;
}

const HIDDEN = "***";

/** Writes each request as one line of JSON, without Authorization and without the origin secret. */
export class RequestLog {
  constructor(
    private readonly file: string,
    private readonly secrets: readonly string[],
  ) {}

  write(request: AwsRequest, status: number, milliseconds: number, rule?: string): void {
    const entry: LoggedRequest = {
      time: new Date().toISOString(),
      service: request.service,
      region: request.region,
      action: request.action,
      parameters: parametersOf(request),
      status,
      milliseconds,
      ...(rule === undefined ? {} : { rule }),
    };
    appendFileSync(this.file, `${this.scrub(JSON.stringify(entry))}\n`, { mode: 0o600 });
  }

  private scrub(line: string): string {
    return this.secrets
      .filter((secret) => secret !== "")
      .reduce((left, secret) => left.replaceAll(secret, HIDDEN), line);
  }
}

function parametersOf(request: AwsRequest): Record<string, unknown> {
  if (request.fields.size > 0) {
    const kept = [...request.fields].filter(([name]) => name !== "Action" && name !== "Version");
    return Object.fromEntries(kept.map(([name, value]) => [name, isHeaderValue(name) ? HIDDEN : value]));
  }
  if (request.service === "acm") {
    const { PrivateKey: _k, Passphrase: _p, ...kept } = jsonBody(request);
    return kept;
  }
  if (request.service === "route53" && request.body.length > 0) {
    const changes = elements(parseXml(request.body.toString("utf8")), "Change");
    return {
      changes: changes.map(
        (change) => `${text(change, "Action")} ${text(change, "Name")} ${text(change, "Type")}`,
      ),
    };
  }
  return Object.fromEntries([...request.query].filter(([name]) => !/^x-amz-/i.test(name)));
}

/** The values of a rule's header condition: the origin secret is one of them. */
function isHeaderValue(name: string): boolean {
  return /HttpHeaderConfig\.Values\./.test(name);
}
