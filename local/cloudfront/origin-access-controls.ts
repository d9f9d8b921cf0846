import { requireLength, requireOneOf } from "./config-rules";
import type { Context } from "./context";
import { usedByOrigin } from "./distribution-parts";
import { CloudFrontError, requireArgument } from "./errors";
import { newId } from "./ids";
import { pageElement } from "./pages";
import type { OriginAccessControlRecord } from "./records";
import { type ApiRequest, type ApiResponse, parameter, type Route } from "./router";
import { requireVersion } from "./versions";
import { leaf, node, parseXml, textAt, withDefaults, type XmlElement } from "./xml";

const PATH = "/origin-access-control";

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateOriginAccessControl.html and its siblings */
export const originAccessControlRoutes: readonly Route[] = [
  { operation: "CreateOriginAccessControl", method: "POST", path: PATH, handle: createControl },
  { operation: "ListOriginAccessControls", method: "GET", path: PATH, handle: listControls },
  {
    operation: "GetOriginAccessControl",
    method: "GET",
    path: `${PATH}/{Id}`,
    handle: (request, context) => answer(requireControl(request, context), 200),
  },
  {
    operation: "GetOriginAccessControlConfig",
    method: "GET",
    path: `${PATH}/{Id}/config`,
    handle: (request, context) => {
      const { config, etag } = requireControl(request, context);
      return { status: 200, body: config, headers: { ETag: etag } };
    },
  },
  {
    operation: "UpdateOriginAccessControl",
    method: "PUT",
    path: `${PATH}/{Id}/config`,
    handle: updateControl,
  },
  { operation: "DeleteOriginAccessControl", method: "DELETE", path: `${PATH}/{Id}`, handle: deleteControl },
];

function createControl(request: ApiRequest, context: Context): ApiResponse {
  const record = { id: newId(), etag: newId(), config: parseConfig(request, context, undefined) };
  context.originAccessControls.put(record.id, record);
  const response = answer(record, 201);
  const location = `https://cloudfront.amazonaws.com/2020-05-31${PATH}/${record.id}`;
  return { ...response, headers: { ...response.headers, Location: location } };
}

function updateControl(request: ApiRequest, context: Context): ApiResponse {
  const record = requireControl(request, context);
  requireVersion(request, record.etag);
  const updated = { ...record, etag: newId(), config: parseConfig(request, context, record.id) };
  context.originAccessControls.put(record.id, updated);
  return answer(updated, 200);
}

function deleteControl(request: ApiRequest, context: Context): ApiResponse {
  const record = requireControl(request, context);
  requireVersion(request, record.etag);
  if (usedByOrigin(context, ["OriginAccessControlId"], record.id).length > 0) {
    throw new CloudFrontError(
      "OriginAccessControlInUse",
      "The CloudFront origin access control is still being used.",
    );
  }
  context.originAccessControls.delete(record.id);
  return { status: 204 };
}

function listControls(request: ApiRequest, context: Context): ApiResponse {
  const body = pageElement(
    "OriginAccessControlList",
    request,
    context.originAccessControls.all(),
    (record) => record.id,
    (record) => node("OriginAccessControlSummary", leaf("Id", record.id), ...record.config.children),
  );
  return { status: 200, body };
}

function requireControl(request: ApiRequest, context: Context): OriginAccessControlRecord {
  const record = context.originAccessControls.get(parameter(request, "Id"));
  if (record === undefined) {
    throw new CloudFrontError("NoSuchOriginAccessControl", "The origin access control does not exist.");
  }
  return record;
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html */
function parseConfig(request: ApiRequest, context: Context, id: string | undefined): XmlElement {
  const config = parseXml(request.body, "OriginAccessControlConfig");
  const name = textAt(config, "Name");
  requireArgument(name !== "", "The parameter Name is required.");
  requireLength(config, "Name", 64);
  requireLength(config, "Description", 256);
  for (const [element, allowed] of [
    ["SigningProtocol", ["sigv4"]],
    ["SigningBehavior", ["never", "always", "no-override"]],
    ["OriginAccessControlOriginType", ["s3", "mediastore", "mediapackagev2", "lambda"]],
  ] as const) {
    requireArgument(textAt(config, element) !== "", `The parameter ${element} is required.`);
    requireOneOf(config, [element], allowed);
  }
  const others = context.originAccessControls.all().filter((other) => other.id !== id);
  if (others.some((other) => textAt(other.config, "Name") === name)) {
    throw new CloudFrontError(
      "OriginAccessControlAlreadyExists",
      "An origin access control with the same name already exists.",
    );
  }
  return withDefaults(config, [leaf("Description", "")]);
}

function answer(record: OriginAccessControlRecord, status: number): ApiResponse {
  const body = node("OriginAccessControl", leaf("Id", record.id), record.config);
  return { status, body, headers: { ETag: record.etag } };
}
