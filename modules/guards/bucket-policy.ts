import { type Body, type Document, EXPRESSION, isBody, isExpression, listOf, referenceOf } from "./document";

/**
 * Conditions that tie a statement to known callers, where their values hold no wildcard: S3 itself takes a policy for
 * private by these.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
const TIES = new Set(
  [
    "aws:PrincipalArn",
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceOrgID",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:userid",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn",
  ].map((key) => key.toLowerCase()),
);

/** Operators that let pass what they name, and nothing else. */
const TYING = /^(ForAnyValue:)?(String(Equals|Like|EqualsIgnoreCase)|Arn(Equals|Like))$/i;

/** What in a policy lets in, or may let in, everyone; undefined where nothing does. */
export function openness(document: Document, policy: unknown): string | undefined {
  const value = document.value(policy);
  const data = document.at(referenceOf(value));
  if (data?.type === "aws_iam_policy_document") {
    return fromData(document, data.body);
  }
  const parsed = parse(value);
  return parsed === undefined
    ? `a policy that only Terraform knows, ${String(value)}`
    : listOf(parsed["Statement"]).map(fromStatement).find(isText);
}

/** A document as text; its expressions stand within texts, so that it parses all the same. */
function parse(value: unknown): Body | undefined {
  if (typeof value !== "string") return undefined;
  const [, encoded] = /^\$\{jsonencode\((\{.*\})\)\}$/s.exec(value) ?? [];
  try {
    const parsed: unknown = JSON.parse(encoded ?? value);
    return isBody(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function fromStatement(statement: unknown): string | undefined {
  if (!isBody(statement)) return `a statement that only Terraform knows, ${String(statement)}`;
  if (statement["Effect"] === "Deny") return undefined;
  const principal = statement["Principal"];
  const everyone = statement["NotPrincipal"] !== undefined || isEveryone(principal);
  const conditions = isBody(statement["Condition"]) ? statement["Condition"] : {};
  const tied = Object.entries(conditions).some(
    ([operator, keys]) =>
      TYING.test(operator) &&
      isBody(keys) &&
      Object.entries(keys).some(([key, values]) => ties(key, listOf(values))),
  );
  return everyone && !tied ? said(statement["Sid"], principal ?? "all but some") : undefined;
}

function isEveryone(principal: unknown): boolean {
  const aws = isBody(principal) ? listOf(principal["AWS"]) : [principal];
  return aws.some((each) => each === "*" || /^\$\{(var|local)\./.test(String(each)));
}

/** The same of the data source that writes policies. */
function fromData(document: Document, body: Body): string | undefined {
  const others = ["source_policy_documents", "override_policy_documents"].flatMap((name) =>
    document.texts(body[name]),
  );
  const statements = document.blocks(body, "statement");
  return [
    ...statements.map((statement) => fromBlock(document, statement)),
    ...others.map((each) => openness(document, each)),
  ].find(isText);
}

function fromBlock(document: Document, statement: Body): string | undefined {
  const whole = statement[EXPRESSION];
  if (whole !== undefined) return `statements that only Terraform knows, ${String(whole)}`;
  if (statement["effect"] === "Deny") return undefined;
  const principals = document.blocks(statement, "principals");
  const everyone =
    document.blocks(statement, "not_principals").length > 0 ||
    principals.some(
      ({ type, identifiers, [EXPRESSION]: expression }) =>
        expression !== undefined ||
        (["*", "AWS"].includes(String(type)) &&
          document.texts(identifiers).some((each) => each === "*" || /^\$\{(var|local)\./.test(each))),
    );
  const tied = document
    .blocks(statement, "condition")
    .some(({ test, variable, values }) => TYING.test(String(test)) && ties(String(variable), listOf(values)));
  return everyone && !tied ? said(statement["sid"], "*") : undefined;
}

function ties(key: string, values: readonly unknown[]): boolean {
  const fixed = (value: unknown) => !/[*?]/.test(String(value).replace(/\$\{[^{}]*\}/g, ""));
  return (
    TIES.has(key.toLowerCase()) && values.length > 0 && values.every((each) => fixed(each) || inArn(each))
  );
}

/** A wildcard in an ARN's last part stays within one account. */
function inArn(value: unknown): boolean {
  return /^arn:[^:*?]+:[^:*?]+:[^:*?]*:[^:*?]+:[^:]+$/.test(
    isExpression(value) ? String(value).replace(/\$\{[^{}]*\}/g, "x") : String(value),
  );
}

function said(sid: unknown, principal: unknown): string {
  const name = sid === undefined ? "a statement" : `the statement ${String(sid)}`;
  return `${name} that allows ${typeof principal === "string" ? principal : JSON.stringify(principal)}`;
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}
