import type { LoggedRequest } from "../../local/gate/request-log";
import { cloudWatch, sns } from "./observability-needs";
import { CLOUDFRONT_ACTIONS, ROUTE53_ACTIONS, S3_ACTIONS } from "./rest-actions";

/** What AWS would ask IAM before it answers a request. */
export interface Need {
  readonly action: string;
  /** ARNs; `*` where the action knows no resource, none where the log does not tell */
  readonly resources: readonly string[];
  /** values of condition keys */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

const ACCOUNT = "123456789012";

/**
 * The permissions of a logged request.
 *
 * @throws Error for a request that is in no table
 */
export function needsOf(request: LoggedRequest): readonly Need[] {
  switch (request.service) {
    case "sts":
      // Whoever has credentials may ask who they are.
      return [];
    case "s3":
      return s3(request);
    case "cloudfront":
      return cloudFront(request);
    case "route53":
      return route53(request);
    case "acm":
      return acm(request);
    case "elasticloadbalancing":
      return elasticLoadBalancing(request);
    case "ec2":
      return ec2(request);
    case "monitoring":
      return cloudWatch(request);
    case "sns":
      return sns(request);
    default:
      return [{ action: `${request.service}:${request.action}`, resources: [], context: {} }];
  }
}

/** What a query says of how to list, not of what is asked for. */
const S3_OPTIONS = new Set([
  ...["continuation-token", "delimiter", "encoding-type", "key-marker", "list-type", "max-keys", "prefix"],
  ...["start-after", "version-id-marker", "x-id"],
]);

function s3({ action, parameters }: LoggedRequest): Need[] {
  const [, method = "", bucket = "", key = ""] = /^(\w+) \/([^/]+)\/?(.*)$/.exec(action) ?? [];
  const parts = Object.keys(parameters).filter((name) => !S3_OPTIONS.has(name));
  const what = key === "" ? ["bucket", ...parts].join(" ") : "object";
  const arn = `arn:aws:s3:::${bucket}`;
  return found(S3_ACTIONS[`${method} ${what}`], action, parameters).map((name) => ({
    action: `s3:${name}`,
    resources: [
      name.includes("Object") && !name.startsWith("GetBucket") ? `${arn}/${key === "" ? "any" : key}` : arn,
    ],
    context: {},
  }));
}

function cloudFront({ action, parameters }: LoggedRequest): Need[] {
  const request = action.replace(/ \/\d{4}-\d\d-\d\d/, " ");
  if (request === "POST /tagging") {
    const name = parameters["Operation"] === "Untag" ? "UntagResource" : "TagResource";
    return [{ action: `cloudfront:${name}`, resources: [String(parameters["Resource"])], context: {} }];
  }
  const names = found(CLOUDFRONT_ACTIONS.find(([pattern]) => pattern.test(request))?.[1], action, parameters);
  const [, kind = "", id] = /^\w+ \/([^/]+)(?:\/([^/]+))?/.exec(request) ?? [];
  const resource =
    kind === "tagging"
      ? String(parameters["Resource"])
      : id === undefined
        ? "*"
        : `arn:aws:cloudfront::${ACCOUNT}:${kind}/${id}`;
  const needs = names.map((name) => ({ action: `cloudfront:${name}`, resources: [resource], context: {} }));
  return Object.hasOwn(parameters, "WithTags")
    ? [
        ...needs,
        {
          action: "cloudfront:TagResource",
          resources: [`arn:aws:cloudfront::${ACCOUNT}:${kind}/new`],
          context: {},
        },
      ]
    : needs;
}

function route53({ action, parameters }: LoggedRequest): Need[] {
  const request = action.replace(/ \/\d{4}-\d\d-\d\d/, " ");
  const names = found(ROUTE53_ACTIONS.find(([pattern]) => pattern.test(request))?.[1], action, parameters);
  const [, kind, id] = /^\w+ (?:\/tags)?\/(hostedzone|change)\/([^/]+)/.exec(request) ?? [];
  const { changes } = parameters;
  const records = (Array.isArray(changes) ? changes : []).map((change) =>
    String(change).split(" ")[1]?.replace(/\.$/, "").replaceAll("*", "\\052").toLowerCase(),
  );
  return names.map((name) => ({
    action: `route53:${name}`,
    resources: [kind === undefined ? "*" : `arn:aws:route53:::${kind}/${id}`],
    context: {
      "route53:ChangeResourceRecordSetsNormalizedRecordNames": records.flatMap((record) => record ?? []),
    },
  }));
}

function acm({ action, parameters }: LoggedRequest): Need[] {
  const { CertificateArn, DomainName, SubjectAlternativeNames: others, Tags } = parameters;
  const resources = [CertificateArn === undefined ? "*" : String(CertificateArn)];
  const names = [DomainName, ...(Array.isArray(others) ? others : [])].flatMap((name) =>
    name ? [String(name)] : [],
  );
  const need = { action: `acm:${action}`, resources, context: { "acm:DomainNames": names } };
  return action === "RequestCertificate" && Tags !== undefined
    ? [need, { action: "acm:AddTagsToCertificate", resources: [], context: {} }]
    : [need];
}

function elasticLoadBalancing({ action, parameters, region }: LoggedRequest): Need[] {
  const prefix = `arn:aws:elasticloadbalancing:${region}:${ACCOUNT}`;
  const [named] = ["RuleArn", "ListenerArn", "LoadBalancerArn", "TargetGroupArn"].flatMap(
    (name) => parameters[name] ?? [],
  );
  const tagged = valuesOf(parameters, /^ResourceArns\.member\.\d+$/);
  const made: Readonly<Record<string, string>> = {
    CreateLoadBalancer: `${prefix}:loadbalancer/app/${parameters["Name"]}/new`,
    CreateTargetGroup: `${prefix}:targetgroup/${parameters["Name"]}/new`,
  };
  const resources = action.startsWith("Describe")
    ? ["*"]
    : (made[action] ?? (tagged.length > 0 ? tagged : named === undefined ? [] : String(named)));
  const need = { action: `elasticloadbalancing:${action}`, resources: [resources].flat(), context: {} };
  const hasTags =
    action.startsWith("Create") && Object.keys(parameters).some((name) => name.startsWith("Tags."));
  return hasTags ? [need, { action: "elasticloadbalancing:AddTags", resources: [], context: {} }] : [need];
}

const EC2_KINDS: Readonly<Record<string, string>> = {
  eipalloc: "elastic-ip",
  igw: "internet-gateway",
  nat: "natgateway",
  rtb: "route-table",
  sg: "security-group",
  sgr: "security-group-rule",
  subnet: "subnet",
  vpc: "vpc",
};

function ec2({ action, parameters, region }: LoggedRequest): Need[] {
  const ids = valuesOf(parameters, /Id(\.\d+)?$/);
  const resources = ids.flatMap((id) => {
    const kind = EC2_KINDS[id.split("-")[0] ?? ""];
    return kind === undefined ? [] : [`arn:aws:ec2:${region}:${ACCOUNT}:${kind}/${id}`];
  });
  const need = {
    action: `ec2:${action}`,
    resources: /^(Describe|Get)/.test(action) ? ["*"] : resources,
    context: {},
  };
  const kinds =
    action.startsWith("Create") || action.startsWith("A")
      ? valuesOf(parameters, /^TagSpecification\.\d+\.ResourceType$/)
      : [];
  return [
    need,
    ...kinds.map((kind) => ({
      action: "ec2:CreateTags",
      resources: [`arn:aws:ec2:${region}:${ACCOUNT}:${kind}/new`],
      context: {},
    })),
  ];
}

function valuesOf(parameters: LoggedRequest["parameters"], name: RegExp): string[] {
  return Object.entries(parameters).flatMap(([key, value]) => (name.test(key) ? [String(value)] : []));
}

function found(
  actions: readonly string[] | undefined,
  request: string,
  parameters: LoggedRequest["parameters"],
): readonly string[] {
  if (actions === undefined) {
    throw new Error(`no IAM action is known for ${request} ${Object.keys(parameters).join(" ")}`);
  }
  return actions;
}
