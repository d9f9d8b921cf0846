import { GetCallerIdentityCommand, STSClient, STSServiceException } from "@aws-sdk/client-sts";
import type { Credentials } from "./credentials";
import { clientSettings } from "./settings";

/** Who AWS takes some credentials for. */
export type Caller =
  | { readonly kind: "identity"; readonly account: string; readonly arn: string; readonly clock: Clock }
  /** AWS has answered, and does not take them. Its message is left out: it may repeat what was sent */
  | { readonly kind: "refused"; readonly code: string; readonly clock: Clock }
  /** nobody has answered, or something that cannot be read */
  | { readonly kind: "unanswered"; readonly reason: string };

/** How many seconds this machine's clock is ahead of AWS's; undefined where the answer had no date. */
export type Clock = { readonly ahead: number | undefined };

const SECONDS = 5;
/** What STS answers where it is out of order or too busy: it says nothing about the credentials. */
const TRANSIENT = /^(Throttl|RequestLimitExceeded|ServiceUnavailable|InternalFailure)/;
/** The form of an error code; the SDK has other names for what it cannot read. */
const CODE = /^(?!Unknown)[A-Z][A-Za-z]+$/;

/**
 * Asks STS once, for at most five seconds.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function askCaller(
  credentials: Credentials,
  region: string,
  env: NodeJS.ProcessEnv,
): Promise<Caller> {
  const client = new STSClient({ ...clientSettings("sts", region, credentials, env), maxAttempts: 1 });
  let host = `sts.${region}.amazonaws.com`;
  let clock: Clock = { ahead: undefined };
  client.middlewareStack.add(
    (next) => async (args) => {
      host = textAt(args.request, "hostname") ?? host;
      const asked = Date.now();
      const result = await next(args);
      clock = { ahead: aheadOf(result.response, (asked + Date.now()) / 2) };
      return result;
    },
    // Below what makes an error of an answer: an error has a date too.
    { step: "deserialize", priority: "low" },
  );
  try {
    const abortSignal = AbortSignal.timeout(SECONDS * 1000);
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}), { abortSignal });
    return Account === undefined || Arn === undefined
      ? { kind: "unanswered", reason: `${host}: an answer without an account` }
      : { kind: "identity", account: Account, arn: Arn, clock };
  } catch (error) {
    return refusal(error, clock) ?? { kind: "unanswered", reason: `${host}: ${reasonOf(error)}` };
  } finally {
    client.destroy();
  }
}

function refusal(error: unknown, clock: Clock): Caller | undefined {
  if (!(error instanceof STSServiceException)) {
    return undefined;
  }
  const { name, $metadata } = error;
  const status = $metadata.httpStatusCode ?? 0;
  const says = status >= 400 && status < 500 && CODE.test(name) && !TRANSIENT.test(name);
  return says ? { kind: "refused", code: name, clock } : undefined;
}

function aheadOf(response: unknown, local: number): number | undefined {
  const time = Date.parse(textAt(at(response, "headers"), "date") ?? "");
  return Number.isNaN(time) ? undefined : Math.round((local - time) / 1000);
}

function reasonOf(error: unknown): string {
  if (error instanceof STSServiceException) {
    const { httpStatusCode: status } = error.$metadata;
    return `status ${status}${CODE.test(error.name) ? ` ${error.name}` : ""}`;
  }
  const late = /^(AbortError|TimeoutError)$/.test(textAt(error, "name") ?? "");
  const otherwise = late ? `no answer within ${SECONDS} s` : "an answer that cannot be read";
  return textAt(error, "code") ?? otherwise;
}

function textAt(value: unknown, key: string): string | undefined {
  const found = at(value, key);
  return typeof found === "string" ? found : undefined;
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
