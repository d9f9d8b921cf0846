import { requireConsistentQuantities, requireElements, requireOneOf } from "./config-rules";
import type { Context } from "./context";
import { usedByOrigin } from "./distribution-parts";
import { CloudFrontError, requireArgument } from "./errors";
import { newId, newVpcOriginId } from "./ids";
import { pageElement } from "./pages";
import type { VpcOriginRecord } from "./records";
import { type ApiRequest, type ApiResponse, parameter, type Route } from "./router";
import { parseTags, removeTags, storeTags } from "./tagging";
import { requireVersion } from "./versions";
import { find, leaf, list, node, parseXml, textAt, withDefaults, type XmlElement } from "./xml";

const PATH = "/vpc-origin";

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateVpcOrigin.html and its siblings */
export const vpcOriginRoutes: readonly Route[] = [
  { operation: "CreateVpcOrigin", method: "POST", path: PATH, handle: createVpcOrigin },
  { operation: "ListVpcOrigins", method: "GET", path: PATH, handle: listVpcOrigins },
  {
    operation: "GetVpcOrigin",
    method: "GET",
    path: `${PATH}/{Id}`,
    handle: (request, context) => answer(requireVpcOrigin(request, context), 200, context),
  },
  { operation: "UpdateVpcOrigin", method: "PUT", path: `${PATH}/{Id}`, handle: updateVpcOrigin },
  { operation: "DeleteVpcOrigin", method: "DELETE", path: `${PATH}/{Id}`, handle: deleteVpcOrigin },
];

function vpcOriginArn(context: Context, id: string): string {
  return `arn:aws:cloudfront::${context.accountId}:vpcorigin/${id}`;
}

function createVpcOrigin(request: ApiRequest, context: Context): ApiResponse {
  const body = parseXml(request.body, "CreateVpcOriginRequest");
  const config = requireConfig(find(body, "VpcOriginEndpointConfig"), context, undefined);
  const id = newVpcOriginId();
  const now = context.now();
  const record: VpcOriginRecord = {
    id,
    etag: newId(),
    config,
    created: now,
    modified: now,
    deployedAt: context.deployed(),
  };
  storeTags(context, vpcOriginArn(context, id), parseTags(find(body, "Tags")));
  context.vpcOrigins.put(id, record);
  const response = answer(record, 202, context);
  const location = `https://cloudfront.amazonaws.com/2020-05-31${PATH}/${id}`;
  return { ...response, headers: { ...response.headers, Location: location } };
}

function updateVpcOrigin(request: ApiRequest, context: Context): ApiResponse {
  const record = requireVpcOrigin(request, context);
  requireVersion(request, record.etag);
  const config = requireConfig(parseXml(request.body, "VpcOriginEndpointConfig"), context, record.id);
  requireUnused(record, "CannotUpdateEntityWhileInUse", context);
  const updated: VpcOriginRecord = {
    ...record,
    etag: newId(),
    config,
    modified: context.now(),
    deployedAt: context.deployed(),
  };
  context.vpcOrigins.put(record.id, updated);
  return answer(updated, 202, context);
}

function deleteVpcOrigin(request: ApiRequest, context: Context): ApiResponse {
  const record = requireVpcOrigin(request, context);
  requireVersion(request, record.etag);
  requireUnused(record, "CannotDeleteEntityWhileInUse", context);
  context.vpcOrigins.delete(record.id);
  removeTags(context, vpcOriginArn(context, record.id));
  return answer({ ...record, deployedAt: context.deployed() }, 202, context);
}

function listVpcOrigins(request: ApiRequest, context: Context): ApiResponse {
  const body = pageElement(
    "VpcOriginList",
    request,
    context.vpcOrigins.all(),
    (record) => record.id,
    (record) =>
      node(
        "VpcOriginSummary",
        leaf("Id", record.id),
        leaf("Name", textAt(record.config, "Name")),
        leaf("Status", statusOf(record, context)),
        leaf("CreatedTime", record.created),
        leaf("LastModifiedTime", record.modified),
        leaf("Arn", vpcOriginArn(context, record.id)),
        leaf("AccountId", context.accountId),
        leaf("OriginEndpointArn", textAt(record.config, "Arn")),
      ),
  );
  return { status: 200, body };
}

function requireVpcOrigin(request: ApiRequest, context: Context): VpcOriginRecord {
  const record = context.vpcOrigins.get(parameter(request, "Id"));
  if (record === undefined) {
    throw new CloudFrontError("EntityNotFound", "The VPC origin was not found.");
  }
  return record;
}

function requireUnused(
  record: VpcOriginRecord,
  code: "CannotUpdateEntityWhileInUse" | "CannotDeleteEntityWhileInUse",
  context: Context,
): void {
  const users = usedByOrigin(context, ["VpcOriginConfig", "VpcOriginId"], record.id);
  if (users.length > 0) {
    throw new CloudFrontError(code, `The VPC origin is in use by ${users.length} distributions.`);
  }
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOriginEndpointConfig.html */
function requireConfig(config: XmlElement | undefined, context: Context, id: string | undefined): XmlElement {
  if (config === undefined) {
    throw new CloudFrontError("MalformedInput", "The body must have a VpcOriginEndpointConfig.");
  }
  requireElements(config, ["Name", "Arn", "HTTPPort", "HTTPSPort", "OriginProtocolPolicy"]);
  requireOneOf(config, ["OriginProtocolPolicy"], ["http-only", "match-viewer", "https-only"]);
  requireConsistentQuantities(config);
  const arn = textAt(config, "Arn");
  requireArgument(
    /^arn:aws:(elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/(app|net)\/|ec2:[a-z0-9-]+:\d{12}:instance\/)/.test(
      arn,
    ),
    `The parameter Arn is neither a load balancer nor an instance: ${arn}`,
  );
  const name = textAt(config, "Name");
  const others = context.vpcOrigins.all().filter((other) => other.id !== id);
  if (others.some((other) => textAt(other.config, "Name") === name)) {
    throw new CloudFrontError("EntityAlreadyExists", `A VPC origin with this name already exists: ${name}`);
  }
  return withDefaults(config, [list("OriginSslProtocols", [leaf("SslProtocol", "TLSv1.2")])]);
}

function statusOf(record: VpcOriginRecord, context: Context): "Deploying" | "Deployed" {
  return context.now() < record.deployedAt ? "Deploying" : "Deployed";
}

function answer(record: VpcOriginRecord, status: number, context: Context): ApiResponse {
  const body = node(
    "VpcOrigin",
    leaf("Id", record.id),
    leaf("Arn", vpcOriginArn(context, record.id)),
    leaf("AccountId", context.accountId),
    leaf("Status", statusOf(record, context)),
    leaf("CreatedTime", record.created),
    leaf("LastModifiedTime", record.modified),
    record.config,
  );
  return { status, body, headers: { ETag: record.etag } };
}
