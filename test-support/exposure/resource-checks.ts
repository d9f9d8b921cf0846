import type { Synthesized } from "../synth";
import { type Body, blocksOf, isBody, type Resource, referenceOf, resourcesOf, textsOf } from "./read";

/** Buckets that are, or could become, readable by others, or that answer without TLS. */
export function openBuckets(stack: Synthesized): string[] {
  return resourcesOf(stack, "aws_s3_bucket").flatMap(({ address }) => {
    const part = (type: string, holds: (body: Body) => boolean) => {
      const parts = resourcesOf(stack, type).filter(({ body }) => referenceOf(body["bucket"]) === address);
      return parts.length === 1 && parts.every(({ body }) => holds(body))
        ? []
        : [`${address} has ${parts.length} ${type}, not one that closes it`];
    };
    return [
      ...part("aws_s3_bucket_public_access_block", isClosed),
      ...part("aws_s3_bucket_ownership_controls", isOwned),
      ...part("aws_s3_bucket_server_side_encryption_configuration", isEncrypted),
      ...part("aws_s3_bucket_policy", ({ policy }) => isTlsOnly(String(policy), address)),
      ...resourcesOf(stack, "aws_s3_bucket_acl").map((acl) => `${acl.address} is an ACL`),
    ];
  });
}

function isClosed(body: Body): boolean {
  return ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].every(
    (argument) => body[argument] === true,
  );
}

function isOwned(body: Body): boolean {
  return blocksOf(body, "rule").some(({ object_ownership }) => object_ownership === "BucketOwnerEnforced");
}

function isEncrypted(body: Body): boolean {
  return blocksOf(body, "rule")
    .flatMap((rule) => blocksOf(rule, "apply_server_side_encryption_by_default"))
    .some(({ sse_algorithm }) => ["AES256", "aws:kms"].includes(String(sse_algorithm)));
}

/** Refuses everyone and everything without TLS, and allows nobody but single services under a condition or path. */
function isTlsOnly(policy: string, bucket: string): boolean {
  const document: unknown = policy.startsWith("{") ? JSON.parse(policy) : {};
  const statements = isBody(document) ? blocksOf(document, "Statement") : [];
  const refusing = statements
    .filter(({ Effect }) => Effect === "Deny")
    .filter((deny) => {
      const [condition] = blocksOf(deny, "Condition").flatMap((each) => blocksOf(each, "Bool"));
      const resources = textsOf(deny["Resource"]);
      return (
        deny["Principal"] === "*" &&
        deny["Action"] === "s3:*" &&
        String(condition?.["aws:SecureTransport"]) === "false" &&
        [`\${${bucket}.arn}`, `\${${bucket}.arn}/*`].every((arn) => resources.includes(arn))
      );
    });
  const allowing = statements.filter(({ Effect }) => Effect !== "Deny");
  return (
    refusing.length === 1 && allowing.every(({ Principal }) => isBody(Principal) && isService(Principal))
  );
}

function isService(principal: Body): boolean {
  const services = textsOf(principal["Service"]);
  return (
    Object.keys(principal).join() === "Service" &&
    services.length === 1 &&
    services.every((name) => /^[a-z.]+\.amazonaws\.com$/.test(name))
  );
}

/** The argument that says what a resource is for, by type. */
const DESCRIBED: Readonly<Record<string, string>> = {
  aws_security_group: "description",
  aws_security_group_rule: "description",
  aws_vpc_security_group_ingress_rule: "description",
  aws_vpc_security_group_egress_rule: "description",
  aws_cloudfront_distribution: "comment",
  aws_cloudfront_function: "comment",
  aws_cloudfront_cache_policy: "comment",
  aws_cloudfront_response_headers_policy: "comment",
  aws_cloudfront_origin_access_control: "description",
  aws_route53_zone: "comment",
};

/** Resources, rules, outputs and variables that do not say what they are for. */
export function undescribed(stack: Synthesized): string[] {
  const resources = Object.entries(DESCRIBED).flatMap(([type, argument]) =>
    resourcesOf(stack, type).map(({ address, body }) => ({ place: address, text: body[argument] })),
  );
  const inline = resourcesOf(stack, "aws_security_group", "aws_default_security_group").flatMap(
    ({ address, body }: Resource) =>
      [...blocksOf(body, "ingress"), ...blocksOf(body, "egress")].map(({ description }) => ({
        place: `a rule in ${address}`,
        text: description,
      })),
  );
  const others = Object.entries({ output: stack.output, var: stack.variable }).flatMap(([kind, all]) =>
    Object.entries(all).map(([name, { description }]) => ({ place: `${kind}.${name}`, text: description })),
  );
  return [...resources, ...inline, ...others]
    .filter(({ text }) => typeof text !== "string" || text.length < 3 || text === "Managed by Terraform")
    .map(({ place }) => `${place} has no description`);
}

/** Ends of a connection that speak plain HTTP to viewers, or a TLS below 1.2. */
export function oldTls(stack: Synthesized): string[] {
  const listeners = resourcesOf(stack, "aws_lb_listener").filter(
    ({ body: { protocol, ssl_policy } }) =>
      protocol !== "HTTP" && !/^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)-/.test(String(ssl_policy)),
  );
  return [
    ...listeners.map(({ address, body }) => `${address} has the policy ${body["ssl_policy"]}`),
    ...resourcesOf(stack, "aws_cloudfront_distribution").flatMap(({ address, body }) => [
      ...blocksOf(body, "viewer_certificate")
        .filter((certificate) => !/^TLSv1\.[23]_/.test(String(certificate["minimum_protocol_version"])))
        .map((certificate) => `${address} offers viewers ${certificate["minimum_protocol_version"]}`),
      ...[...blocksOf(body, "default_cache_behavior"), ...blocksOf(body, "ordered_cache_behavior")]
        .filter(
          (each) => !["redirect-to-https", "https-only"].includes(String(each["viewer_protocol_policy"])),
        )
        .map(({ path_pattern = "/*" }) => `${address} speaks plain HTTP at ${path_pattern}`),
      ...blocksOf(body, "origin")
        .flatMap((origin) => blocksOf(origin, "custom_origin_config"))
        .filter((origin) => !speaksTls(origin))
        .map(() => `${address} calls an origin by less than TLS 1.2`),
    ]),
    ...resourcesOf(stack, "aws_cloudfront_vpc_origin")
      .filter(({ body }) => !blocksOf(body, "vpc_origin_endpoint_config").every(callsByTls))
      .map(({ address }) => `${address} calls an origin by less than TLS 1.2`),
  ];
}

function callsByTls(endpoint: Body): boolean {
  const protocols = blocksOf(endpoint, "origin_ssl_protocols");
  return (
    endpoint["origin_protocol_policy"] === "https-only" &&
    protocols.length > 0 &&
    protocols.every(({ items }) => textsOf(items).join() === "TLSv1.2")
  );
}

function speaksTls(origin: Body): boolean {
  return (
    origin["origin_protocol_policy"] === "https-only" &&
    textsOf(origin["origin_ssl_protocols"]).every((protocol) => protocol === "TLSv1.2")
  );
}
