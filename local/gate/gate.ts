import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { join } from "node:path";
import { errorFor } from "./aws-error";
import { type AwsRequest, type AwsResponse, awsRequest } from "./aws-request";
import { Certificates } from "./certificates";
import { Questions } from "./questions";
import { RequestLog } from "./request-log";
import type { RuleContext } from "./rule";
import { RULES } from "./rules";
import { Turns } from "./turns";
import { Upstream } from "./upstream";

/** Where a gate stands. */
export interface GateOptions {
  /** the world's folder: the request log and the certificates' state are kept in it */
  readonly folder: string;
  /** `http://127.0.0.1:PORT` of moto */
  readonly moto: string;
  /** `http://127.0.0.1:PORT` of our CloudFront */
  readonly cloudFront: string;
  /** never written to the log */
  readonly secrets?: readonly string[];
}

export interface Gate {
  readonly listener: RequestListener;
  /** ACM's certificates with their true status, which CloudFront asks for */
  readonly certificates: Certificates;
}

/** The file in a world's folder that holds one line of JSON for each request. */
export const REQUEST_LOG = "requests.jsonl";

/** The path that says whether the gate answers. */
export const HEALTH_PATH = "/_gatehouse/health";

/**
 * The door to the local AWS. Each call passes the rules: one of them may answer as AWS would where moto would
 * let it pass, or correct what moto is told or answers. Calls that no rule names go through untouched.
 */
export function createGate({ folder, moto, cloudFront, secrets = [] }: GateOptions): Gate {
  const upstreams = { moto: new Upstream(moto), cloudFront: new Upstream(cloudFront) };
  const ask = new Questions(upstreams.moto, upstreams.cloudFront);
  const certificates = new Certificates(ask, join(folder, "certificates.json"));
  const context: RuleContext = { ask, certificates };
  const turns = new Turns();
  const log = new RequestLog(join(folder, REQUEST_LOG), secrets);

  async function handle(request: AwsRequest): Promise<{ response: AwsResponse; rule?: string }> {
    for (const rule of RULES) {
      const response = await rule.answer?.(request, context);
      if (response !== undefined) {
        return { response, rule: rule.name };
      }
    }
    let forwarded = request;
    for (const rule of RULES) {
      forwarded = (await rule.forward?.(forwarded, context)) ?? forwarded;
    }
    const upstream = request.service === "cloudfront" ? upstreams.cloudFront : upstreams.moto;
    let response = await upstream.send(forwarded);
    for (const rule of RULES) {
      response = (await rule.reply?.(request, response, context)) ?? response;
    }
    return { response };
  }

  const listener: RequestListener = (incoming, outgoing) => {
    if (incoming.url === HEALTH_PATH) {
      outgoing.end("ok");
      return;
    }
    const begun = Date.now();
    void read(incoming).then(
      async (request) => {
        const { response, rule } = await turns
          .take(request.service, () => handle(request))
          .catch((error) => ({
            response: failure(request, error),
            rule: "failure",
          }));
        log.write(request, response.status, Date.now() - begun, rule);
        answer(request, response, outgoing);
      },
      () => outgoing.destroy(),
    );
  };
  return { listener, certificates };
}

async function read(incoming: IncomingMessage): Promise<AwsRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk);
  }
  return awsRequest(incoming.method ?? "GET", incoming.url ?? "/", incoming.headers, Buffer.concat(chunks));
}

/** A status that no client retries: what is gone does not come back within a run. */
function failure(request: AwsRequest, error: unknown): AwsResponse {
  const cause = error instanceof Error ? error.message : String(error);
  const message = `the local AWS could not answer: ${cause}; see ./gatehouse local status`;
  return errorFor(request.service, "LocalAwsFailure", message);
}

function answer(request: AwsRequest, response: AwsResponse, outgoing: ServerResponse): void {
  const {
    connection: _c,
    "keep-alive": _k,
    "transfer-encoding": _t,
    "content-length": told,
    ...headers
  } = response.headers;
  const bodyless = request.method === "HEAD" || response.status === 204 || response.status === 304;
  // The length of what a HEAD would have got is moto's to tell.
  const length = bodyless ? told : String(response.body.length);
  outgoing.writeHead(
    response.status,
    length === undefined ? headers : { ...headers, "content-length": length },
  );
  outgoing.end(bodyless ? undefined : response.body);
}
