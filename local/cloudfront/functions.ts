import type { Context } from "./context";
import { usedByFunctionAssociation } from "./distribution-parts";
import { CloudFrontError, requireArgument } from "./errors";
import { parseFunctionContent } from "./function-rules";
import { newId } from "./ids";
import { pageElement } from "./pages";
import type { FunctionRecord } from "./records";
import { type ApiRequest, type ApiResponse, parameter, type Route } from "./router";
import { parseTags, removeTags, storeTags } from "./tagging";
import { requireVersion } from "./versions";
import { find, leaf, node, parseXml, textAt, type XmlElement } from "./xml";

type Stage = "DEVELOPMENT" | "LIVE";

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html and its siblings */
export const functionRoutes: readonly Route[] = [
  { operation: "CreateFunction", method: "POST", path: "/function", handle: createFunction },
  { operation: "ListFunctions", method: "GET", path: "/function", handle: listFunctions },
  {
    operation: "DescribeFunction",
    method: "GET",
    path: "/function/{Name}/describe",
    handle: describeFunction,
  },
  { operation: "GetFunction", method: "GET", path: "/function/{Name}", handle: getFunction },
  { operation: "UpdateFunction", method: "PUT", path: "/function/{Name}", handle: updateFunction },
  { operation: "PublishFunction", method: "POST", path: "/function/{Name}/publish", handle: publishFunction },
  { operation: "DeleteFunction", method: "DELETE", path: "/function/{Name}", handle: deleteFunction },
];

/** The name of the function of an ARN of this account. */
export function functionNameOf(context: Context, arn: string): string | undefined {
  const prefix = functionArn(context, "");
  return arn.startsWith(prefix) ? arn.slice(prefix.length) : undefined;
}

function functionArn(context: Context, name: string): string {
  return `arn:aws:cloudfront::${context.accountId}:function/${name}`;
}

function createFunction(request: ApiRequest, context: Context): ApiResponse {
  const body = parseXml(request.body, "CreateFunctionRequest");
  const name = textAt(body, "Name");
  requireArgument(/^[A-Za-z0-9_-]{1,64}$/.test(name), `The parameter Name is not valid: ${name}`);
  const content = parseFunctionContent(body);
  if (context.functions.get(name) !== undefined) {
    throw new CloudFrontError("FunctionAlreadyExists", `A function with this name already exists: ${name}`);
  }
  const created = context.now();
  const record: FunctionRecord = {
    name,
    created,
    development: { ...content, etag: newId(), modified: created },
  };
  storeTags(context, functionArn(context, name), parseTags(find(body, "Tags")));
  context.functions.put(name, record);
  return {
    status: 201,
    body: summary(record, "DEVELOPMENT", context),
    headers: {
      ETag: record.development.etag,
      Location: `https://cloudfront.amazonaws.com/2020-05-31/function/${name}`,
    },
  };
}

function updateFunction(request: ApiRequest, context: Context): ApiResponse {
  const record = requireFunction(request, context);
  requireVersion(request, record.development.etag);
  const content = parseFunctionContent(parseXml(request.body, "UpdateFunctionRequest"));
  const updated: FunctionRecord = {
    ...record,
    development: { ...content, etag: newId(), modified: context.now() },
  };
  context.functions.put(record.name, updated);
  const { etag } = updated.development;
  return {
    status: 200,
    body: summary(updated, "DEVELOPMENT", context),
    // The API's model reads this answer's version from `ETtag`, and so do the SDKs.
    headers: { ETag: etag, ETtag: etag },
  };
}

function publishFunction(request: ApiRequest, context: Context): ApiResponse {
  const record = requireFunction(request, context);
  requireVersion(request, record.development.etag);
  const live = { ...record.development, etag: newId(), modified: context.now() };
  const published: FunctionRecord = { ...record, live };
  context.functions.put(record.name, published);
  return { status: 200, body: summary(published, "LIVE", context) };
}

function deleteFunction(request: ApiRequest, context: Context): ApiResponse {
  const record = requireFunction(request, context);
  requireVersion(request, record.development.etag);
  const users = usedByFunctionAssociation(context, functionArn(context, record.name)).length;
  if (users > 0) {
    throw new CloudFrontError(
      "FunctionInUse",
      `Cannot delete function ${record.name}, it is in use by ${users} distributions`,
    );
  }
  context.functions.delete(record.name);
  removeTags(context, functionArn(context, record.name));
  return { status: 204 };
}

function describeFunction(request: ApiRequest, context: Context): ApiResponse {
  const record = requireFunction(request, context);
  const stage = stageOf(request);
  return {
    status: 200,
    body: summary(record, stage, context),
    headers: { ETag: requireStage(record, stage).etag },
  };
}

function getFunction(request: ApiRequest, context: Context): ApiResponse {
  const { code, etag } = requireStage(requireFunction(request, context), stageOf(request));
  return {
    status: 200,
    body: Buffer.from(code, "base64"),
    headers: { ETag: etag, "Content-Type": "application/octet-stream" },
  };
}

function listFunctions(request: ApiRequest, context: Context): ApiResponse {
  const asked = request.query.get("Stage");
  const stages: readonly Stage[] = asked === null ? ["DEVELOPMENT", "LIVE"] : [stageOf(request)];
  const members = context.functions
    .all()
    .flatMap((record) =>
      stages
        .filter((stage) => stage === "DEVELOPMENT" || record.live !== undefined)
        .map((stage) => ({ record, stage })),
    );
  const body = pageElement(
    "FunctionList",
    request,
    members,
    ({ record, stage }) => `${record.name}/${stage}`,
    ({ record, stage }) => summary(record, stage, context),
    false,
  );
  return { status: 200, body };
}

function requireFunction(request: ApiRequest, context: Context): FunctionRecord {
  const record = context.functions.get(parameter(request, "Name"));
  if (record === undefined) {
    throw new CloudFrontError("NoSuchFunctionExists", "The specified function does not exist.");
  }
  return record;
}

function stageOf(request: ApiRequest): Stage {
  const stage = request.query.get("Stage") ?? "DEVELOPMENT";
  if (stage !== "DEVELOPMENT" && stage !== "LIVE") {
    throw new CloudFrontError("InvalidArgument", `The parameter Stage is not valid: ${stage}`);
  }
  return stage;
}

function requireStage(record: FunctionRecord, stage: Stage): FunctionRecord["development"] {
  const found = stage === "LIVE" ? record.live : record.development;
  if (found === undefined) {
    throw new CloudFrontError("NoSuchFunctionExists", `The function is not in the ${stage} stage.`);
  }
  return found;
}

function summary(record: FunctionRecord, stage: Stage, context: Context): XmlElement {
  const { config, modified } = requireStage(record, stage);
  const arn = functionArn(context, record.name);
  return node(
    "FunctionSummary",
    leaf("Name", record.name),
    leaf("Status", statusOf(record, arn, context)),
    config,
    node(
      "FunctionMetadata",
      leaf("FunctionARN", arn),
      leaf("Stage", stage),
      leaf("CreatedTime", record.created),
      leaf("LastModifiedTime", modified),
    ),
  );
}

function statusOf(record: FunctionRecord, arn: string, context: Context): string {
  if (record.live === undefined || record.live.code !== record.development.code) {
    return "UNPUBLISHED";
  }
  return usedByFunctionAssociation(context, arn).length > 0 ? "DEPLOYED" : "UNASSOCIATED";
}
