import { openness } from "./bucket-policy";
import { type Document, type Element, EXPRESSION, referenceOf } from "./document";
import type { Finding, Rule } from "./rule";

const BLOCK = "aws_s3_bucket_public_access_block";
const SETTINGS = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
];

/** ACLs of one's own account and of AWS's log deliveries; an expression is none of them. */
const PRIVATE_ACLS = [
  "private",
  "bucket-owner-read",
  "bucket-owner-full-control",
  "aws-exec-read",
  "log-delivery-write",
];

/** The groups of everyone, and of everyone who has an AWS account of some kind. */
const EVERYONE = /\/(AllUsers|AuthenticatedUsers)$/;

/** No bucket that others could read, now or after a change by hand: block, ACLs, grants and policies. */
export const publicBucket: Rule = (document) => [
  ...document.resources("aws_s3_bucket").flatMap((element) => unblocked(document, element)),
  ...document
    .resources(BLOCK, "aws_s3_account_public_access_block")
    .flatMap((each) => settings(document, each)),
  ...document
    .resources(
      "aws_s3_bucket",
      "aws_s3_bucket_acl",
      "aws_s3_object",
      "aws_s3_bucket_object",
      "aws_s3_object_copy",
    )
    .flatMap((element) => acls(document, element)),
  ...document
    .resources(
      "aws_s3_bucket",
      "aws_s3_bucket_policy",
      "aws_s3_access_point",
      "aws_s3control_access_point_policy",
    )
    .flatMap((element) => policies(document, element)),
];

function finding(element: Element, found: string, remedy: string): Finding {
  return { rule: "public-bucket", element, found, remedy };
}

function unblocked(document: Document, element: Element): Finding[] {
  const name = document.value(element.body["bucket"]);
  const blocks = document
    .resources(BLOCK)
    .filter(
      ({ body }) =>
        referenceOf(body["bucket"]) === element.address || (name !== undefined && body["bucket"] === name),
    );
  const remedy = `add one whose bucket is \${${element.address}.id} and whose four settings are true`;
  return blocks.length > 0 ? [] : [finding(element, `no ${BLOCK}`, remedy)];
}

function settings(document: Document, element: Element): Finding[] {
  const off = SETTINGS.filter((name) => document.value(element.body[name]) !== true);
  const said = off.map((name) => `${name} ${document.value(element.body[name]) ?? "left out"}`);
  return off.length === 0 ? [] : [finding(element, said.join(", "), "set all four to true")];
}

function acls(document: Document, element: Element): Finding[] {
  const acl = document.value(element.body["acl"]);
  const controlled = document.blocks(element.body, "access_control_policy");
  const grants = [element.body, ...controlled].flatMap((each) => document.blocks(each, "grant"));
  const open = grants.flatMap((grant) => {
    const grantees = [grant, ...document.blocks(grant, "grantee")];
    return grantees
      .map(({ uri, [EXPRESSION]: whole }) => document.value(uri) ?? whole)
      .filter((uri) => uri !== undefined && (EVERYONE.test(String(uri)) || String(uri).includes("${")));
  });
  const remedy = "leave ACLs out: a bucket policy says who may";
  return [
    ...(acl === undefined || acl === null || PRIVATE_ACLS.includes(String(acl))
      ? []
      : [finding(element, `acl ${String(acl)}`, remedy)]),
    ...open.map((uri) => finding(element, `a grant to ${String(uri)}`, remedy)),
  ];
}

function policies(document: Document, element: Element): Finding[] {
  const { policy } = element.body;
  const found = policy === undefined || policy === null ? undefined : openness(document, policy);
  const remedy = "name who may: a service, an account or a role";
  return found === undefined ? [] : [finding(element, found, remedy)];
}
