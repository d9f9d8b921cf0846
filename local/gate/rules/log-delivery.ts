import { jsonError } from "../aws-error";
import { type AwsRequest, type AwsResponse, isRecord, jsonBody, withBody } from "../aws-request";
import type { Questions } from "../questions";
import type { Rule } from "../rule";

type Delivery = Readonly<Record<string, unknown>>;

const JSON_TYPE = { "content-type": "application/x-amz-json-1.1" };

/**
 * CloudWatch's log delivery, as far as a distribution uses it: CloudFront's logs are set up in us-east-1 alone; a
 * source or destination is not deleted while logs go through it; a delivery can be changed, which moto does not know;
 * and the keys of CloudFront's logs get a prefix where the destination's ARN names none. What was changed is kept
 * until the gate ends.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateDelivery.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export const logDelivery: Rule = {
  name: "log-delivery",
  async answer(request, { ask }) {
    if (request.service !== "logs") {
      return undefined;
    }
    switch (request.action) {
      case "PutDeliverySource":
        return refuseRegion(request);
      case "DeleteDeliverySource":
      case "DeleteDeliveryDestination":
        return refuseInUse(request, ask);
      case "UpdateDeliveryConfiguration":
        return change(request, ask);
      default:
        return undefined;
    }
  },
  async forward(request, { ask }) {
    return request.service === "logs" && request.action === "CreateDelivery"
      ? withPrefix(request, ask)
      : request;
  },
  async reply(request, response) {
    return request.service === "logs" && request.action === "GetDelivery" && response.status === 200
      ? withChanges(response)
      : response;
  },
};

function refuseRegion(request: AwsRequest): AwsResponse | undefined {
  const { resourceArn } = jsonBody(request);
  const isCloudFront = typeof resourceArn === "string" && resourceArn.split(":")[2] === "cloudfront";
  return isCloudFront && request.region !== "us-east-1"
    ? jsonError("ValidationException", "This resource type is only supported in us-east-1.")
    : undefined;
}

async function refuseInUse(request: AwsRequest, ask: Questions): Promise<AwsResponse | undefined> {
  const { name } = jsonBody(request);
  const { deliveries } = await ask.logs(request.region, "DescribeDeliveries", {});
  const inUse = (Array.isArray(deliveries) ? deliveries : [])
    .filter(isRecord)
    .some((delivery) =>
      request.action === "DeleteDeliverySource"
        ? delivery.deliverySourceName === name
        : String(delivery.deliveryDestinationArn).endsWith(`:delivery-destination:${name}`),
    );
  return inUse
    ? jsonError("ConflictException", "Cannot delete it while a Delivery uses it: delete the Delivery first.")
    : undefined;
}

/** The id of a delivery, and what was changed of it since it was made. */
const changed = new Map<unknown, Delivery>();

async function change(request: AwsRequest, ask: Questions): Promise<AwsResponse | undefined> {
  const { id, ...configuration } = jsonBody(request);
  const { delivery } = await ask.logs(request.region, "GetDelivery", { id });
  if (!isRecord(delivery)) {
    return jsonError("ResourceNotFoundException", "Requested Delivery does not exist in this account.");
  }
  changed.set(id, { ...changed.get(id), ...configuration });
  return { status: 200, headers: JSON_TYPE, body: Buffer.from("{}") };
}

function withChanges(response: AwsResponse): AwsResponse {
  const { delivery } = jsonBody(response);
  const changes = isRecord(delivery) ? changed.get(delivery.id) : undefined;
  if (!isRecord(delivery) || changes === undefined) {
    return response;
  }
  return { ...response, body: Buffer.from(JSON.stringify({ delivery: { ...delivery, ...changes } })) };
}

async function withPrefix(request: AwsRequest, ask: Questions): Promise<AwsRequest> {
  const body = jsonBody(request);
  const configuration = isRecord(body.s3DeliveryConfiguration) ? body.s3DeliveryConfiguration : {};
  const name = String(body.deliveryDestinationArn).split(":").at(-1);
  const { deliveryDestination } = await ask.logs(request.region, "GetDeliveryDestination", { name });
  const destination = isRecord(deliveryDestination)
    ? deliveryDestination.deliveryDestinationConfiguration
    : undefined;
  const arn = isRecord(destination) ? String(destination.destinationResourceArn) : "";
  if (!/^arn:[^:]+:s3:::[^/]+$/.test(arn) || configuration.suffixPath === undefined) {
    return request;
  }
  const suffixPath = `AWSLogs/{account-id}/CloudFront/${configuration.suffixPath}`;
  const s3DeliveryConfiguration = { ...configuration, suffixPath };
  return withBody(request, JSON.stringify({ ...body, s3DeliveryConfiguration }));
}
