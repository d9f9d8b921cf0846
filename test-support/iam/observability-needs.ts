import type { LoggedRequest } from "../../local/gate/request-log";
import type { Need } from "./needs";

const ACCOUNT = "123456789012";

/** An alarm or a dashboard by name; descriptions are of all of them. */
export function cloudWatch({ action, parameters, region }: LoggedRequest): Need[] {
  const dashboards = valuesOf(parameters, /^DashboardNames?(\.member\.\d+)?$/);
  const alarms = valuesOf(parameters, /^AlarmNames?(\.member\.\d+)?$/);
  const resources = action.startsWith("Describe")
    ? ["*"]
    : [
        ...valuesOf(parameters, /^ResourceARN$/),
        ...dashboards.map((name) => `arn:aws:cloudwatch::${ACCOUNT}:dashboard/${name}`),
        ...alarms.map((name) => `arn:aws:cloudwatch:${region}:${ACCOUNT}:alarm:${name}`),
      ];
  return withTags("cloudwatch:TagResource", parameters, {
    action: `cloudwatch:${action}`,
    resources,
    context: {},
  });
}

/** A topic by name or ARN; a subscription is no resource to IAM. */
export function sns({ action, parameters, region }: LoggedRequest): Need[] {
  const made = valuesOf(parameters, /^Name$/).map((name) => `arn:aws:sns:${region}:${ACCOUNT}:${name}`);
  const named = valuesOf(parameters, /^(TopicArn|ResourceArn)$/);
  const resources = parameters["SubscriptionArn"] === undefined ? [...made, ...named] : ["*"];
  return withTags("sns:TagResource", parameters, { action: `sns:${action}`, resources, context: {} });
}

/** Who makes something with tags needs to be allowed to tag it. */
function withTags(action: string, parameters: LoggedRequest["parameters"], need: Need): Need[] {
  const hasTags = Object.keys(parameters).some((name) => name.startsWith("Tags."));
  return hasTags && need.action !== action
    ? [need, { action, resources: need.resources, context: {} }]
    : [need];
}

function valuesOf(parameters: LoggedRequest["parameters"], name: RegExp): string[] {
  return Object.entries(parameters).flatMap(([key, value]) => (name.test(key) ? [String(value)] : []));
}
