import { randomUUID } from "node:crypto";
import { requireConsistentQuantities, requireLength } from "./config-rules";
import type { Context } from "./context";
import { usedByBehaviour } from "./distribution-parts";
import { CloudFrontError, requireArgument } from "./errors";
import { newId } from "./ids";
import { pageElement } from "./pages";
import { findPolicy, type PolicyKind, policyKinds } from "./policy-kinds";
import type { PolicyRecord } from "./records";
import { type ApiRequest, type ApiResponse, parameter, type Route } from "./router";
import { requireVersion } from "./versions";
import { leaf, node, parseXml, textAt, type XmlElement } from "./xml";

/**
 * Cache, origin request and response headers policies, after
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateCachePolicy.html and its siblings.
 */
export const policyRoutes: readonly Route[] = policyKinds.flatMap(routesOf);

function routesOf(kind: PolicyKind): Route[] {
  const one = `${kind.path}/{Id}`;
  return [
    {
      operation: `Create${kind.name}`,
      method: "POST",
      path: kind.path,
      handle: (request, context) => createPolicy(kind, request, context),
    },
    {
      operation: `List${kind.plural}`,
      method: "GET",
      path: kind.path,
      handle: (request, context) => listPolicies(kind, request, context),
    },
    {
      operation: `Get${kind.name}`,
      method: "GET",
      path: one,
      handle: (request, context) => answer(kind, requirePolicy(kind, request, context), 200),
    },
    {
      operation: `Get${kind.name}Config`,
      method: "GET",
      path: `${one}/config`,
      handle: (request, context) => {
        const { config, etag } = requirePolicy(kind, request, context);
        return { status: 200, body: config, headers: { ETag: etag } };
      },
    },
    {
      operation: `Update${kind.name}`,
      method: "PUT",
      path: one,
      handle: (request, context) => updatePolicy(kind, request, context),
    },
    {
      operation: `Delete${kind.name}`,
      method: "DELETE",
      path: one,
      handle: (request, context) => deletePolicy(kind, request, context),
    },
  ];
}

function createPolicy(kind: PolicyKind, request: ApiRequest, context: Context): ApiResponse {
  const config = parseConfig(kind, request, context, undefined);
  const record: PolicyRecord = { id: randomUUID(), etag: newId(), config, modified: context.now() };
  kind.custom(context).put(record.id, record);
  const response = answer(kind, record, 201);
  const location = `https://cloudfront.amazonaws.com/2020-05-31${kind.path}/${record.id}`;
  return { ...response, headers: { ...response.headers, Location: location } };
}

function updatePolicy(kind: PolicyKind, request: ApiRequest, context: Context): ApiResponse {
  const record = requirePolicy(kind, request, context);
  if (kind.managed.includes(record)) {
    throw new CloudFrontError("IllegalUpdate", "A managed policy cannot be updated.");
  }
  requireVersion(request, record.etag);
  const config = parseConfig(kind, request, context, record.id);
  const updated: PolicyRecord = { ...record, etag: newId(), config, modified: context.now() };
  kind.custom(context).put(record.id, updated);
  return answer(kind, updated, 200);
}

function deletePolicy(kind: PolicyKind, request: ApiRequest, context: Context): ApiResponse {
  const record = requirePolicy(kind, request, context);
  if (kind.managed.includes(record)) {
    throw new CloudFrontError("IllegalDelete", "A managed policy cannot be deleted.");
  }
  requireVersion(request, record.etag);
  if (usedByBehaviour(context, [`${kind.name}Id`], record.id).length > 0) {
    throw new CloudFrontError(
      kind.inUse,
      "The specified policy is currently associated with a cache behavior. Please disassociate the policy before deleting.",
    );
  }
  kind.custom(context).delete(record.id);
  return { status: 204 };
}

function listPolicies(kind: PolicyKind, request: ApiRequest, context: Context): ApiResponse {
  const type = request.query.get("Type");
  requireArgument(
    type === null || type === "managed" || type === "custom",
    `The parameter Type must be managed or custom, got: ${type}`,
  );
  const members = [
    ...(type === "custom" ? [] : kind.managed),
    ...(type === "managed" ? [] : kind.custom(context).all()),
  ].sort((left, right) => (left.id < right.id ? -1 : 1));
  const body = pageElement(
    `${kind.name}List`,
    request,
    members,
    (record) => record.id,
    (record) =>
      node(
        `${kind.name}Summary`,
        leaf("Type", kind.managed.includes(record) ? "managed" : "custom"),
        policyElement(kind, record),
      ),
    false,
  );
  return { status: 200, body };
}

function requirePolicy(kind: PolicyKind, request: ApiRequest, context: Context): PolicyRecord {
  const record = findPolicy(kind, context, parameter(request, "Id"));
  if (record === undefined) {
    throw new CloudFrontError(kind.noSuch, "The specified policy does not exist.");
  }
  return record;
}

function parseConfig(
  kind: PolicyKind,
  request: ApiRequest,
  context: Context,
  id: string | undefined,
): XmlElement {
  const config = parseXml(request.body, `${kind.name}Config`);
  const name = textAt(config, "Name");
  requireArgument(/^[A-Za-z0-9_-]{1,128}$/.test(name), `The parameter Name is not valid: ${name}`);
  requireLength(config, "Comment", 128);
  requireConsistentQuantities(config);
  kind.requireConfig(config);
  const others = [...kind.managed, ...kind.custom(context).all()].filter((other) => other.id !== id);
  if (others.some((other) => textAt(other.config, "Name") === name)) {
    throw new CloudFrontError(kind.alreadyExists, `A policy with this name already exists: ${name}`);
  }
  return config;
}

function answer(kind: PolicyKind, record: PolicyRecord, status: number): ApiResponse {
  return { status, body: policyElement(kind, record), headers: { ETag: record.etag } };
}

function policyElement(kind: PolicyKind, record: PolicyRecord): XmlElement {
  return node(kind.name, leaf("Id", record.id), leaf("LastModifiedTime", record.modified), record.config);
}
