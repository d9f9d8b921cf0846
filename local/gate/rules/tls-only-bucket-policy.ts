import { type AwsRequest, withBody } from "../aws-request";
import type { Rule } from "../rule";

/** Marks a statement that moto was shown turned around. */
const MARK = "TurnedByTheGate";

interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Condition?: unknown;
}

/**
 * A bucket policy that denies plain HTTP. moto reads no conditions, so that it would deny every call, and a
 * local AWS is plain HTTP: such a statement is turned around on its way to moto and back on its way out.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export const tlsOnlyBucketPolicy: Rule = {
  name: "tls-only-bucket-policy",
  async forward(request) {
    return isPolicy(request, "PUT") ? withBody(request, turn(request.body)) : request;
  },
  async reply(request, response) {
    return isPolicy(request, "GET") && response.status === 200
      ? { ...response, body: Buffer.from(turnBack(response.body)) }
      : response;
  },
};

function isPolicy({ service, method, query }: AwsRequest, wanted: string): boolean {
  return service === "s3" && method === wanted && query.has("policy");
}

function turn(body: Buffer): string {
  return edit(body, (statement) =>
    statement.Effect === "Deny" && JSON.stringify(statement.Condition ?? {}).includes("aws:SecureTransport")
      ? { ...statement, Effect: "Allow", Sid: `${statement.Sid ?? ""}${MARK}` }
      : statement,
  );
}

function turnBack(body: Buffer): string {
  return edit(body, (statement) => {
    if (!statement.Sid?.endsWith(MARK)) {
      return statement;
    }
    const { Sid, ...rest } = statement;
    const own = Sid.slice(0, -MARK.length);
    return { ...rest, ...(own === "" ? {} : { Sid: own }), Effect: "Deny" };
  });
}

/** What is no policy is left for moto to refuse. */
function edit(body: Buffer, change: (statement: Statement) => Statement): string {
  const text = body.toString();
  try {
    const policy: { Statement?: Statement | Statement[] } = JSON.parse(text);
    const statements = [policy.Statement ?? []].flat();
    return JSON.stringify({ ...policy, Statement: statements.map(change) });
  } catch {
    return text;
  }
}
