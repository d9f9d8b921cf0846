import { requireElements, requireOneOf } from "./config-rules";
import type { Context } from "./context";
import { behavioursOf, originsOf } from "./distribution-parts";
import { CloudFrontError, requireArgument } from "./errors";
import { functionNameOf } from "./functions";
import { findPolicy, policyKinds } from "./policy-kinds";
import { find, itemsAt, textAt, type XmlElement } from "./xml";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-web-distributions */
const MAX_BEHAVIOURS = 75;

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_AllowedMethods.html */
const ALLOWED_METHODS = ["GET HEAD", "GET HEAD OPTIONS", "DELETE GET HEAD OPTIONS PATCH POST PUT"];
const CACHED_METHODS = ["GET HEAD", "GET HEAD OPTIONS"];

/** The rules of https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html */
export function requireBehaviours(config: XmlElement, context: Context): void {
  const ordered = itemsAt(config, "CacheBehaviors");
  if (ordered.length > MAX_BEHAVIOURS) {
    throw new CloudFrontError("TooManyCacheBehaviors", "You cannot create more cache behaviors.");
  }
  const patterns = ordered.map((behaviour) => textAt(behaviour, "PathPattern"));
  for (const pattern of patterns) {
    requireArgument(
      pattern.length <= 255 && /^[A-Za-z0-9_\-.*$/~"'@:+&?]+$/.test(pattern),
      `The parameter PathPattern contains invalid characters or is too long: ${pattern}`,
    );
  }
  requireArgument(
    new Set(patterns).size === patterns.length,
    "The parameter PathPattern contains duplicates.",
  );
  const targets = [...originsOf(config), ...itemsAt(config, "OriginGroups")].map((item) =>
    textAt(item, "Id"),
  );
  for (const behaviour of behavioursOf(config)) {
    requireElements(behaviour, ["TargetOriginId", "ViewerProtocolPolicy"]);
    requireOneOf(behaviour, ["ViewerProtocolPolicy"], ["allow-all", "https-only", "redirect-to-https"]);
    if (!targets.includes(textAt(behaviour, "TargetOriginId"))) {
      throw new CloudFrontError("NoSuchOrigin", "One or more of your origins or origin groups do not exist.");
    }
    requireMethods(behaviour);
    requirePolicies(behaviour, context);
    requireFunctions(behaviour, context);
  }
}

function requireMethods(behaviour: XmlElement): void {
  const allowed = methodsAt(behaviour, "AllowedMethods");
  const cached = methodsAt(behaviour, "AllowedMethods", "CachedMethods");
  requireArgument(
    allowed === "" || ALLOWED_METHODS.includes(allowed),
    `The parameter AllowedMethods is none of the three combinations: ${allowed}`,
  );
  requireArgument(
    cached === "" || CACHED_METHODS.includes(cached),
    `The parameter CachedMethods is none of the two combinations: ${cached}`,
  );
}

function methodsAt(behaviour: XmlElement, ...path: readonly string[]): string {
  return itemsAt(behaviour, ...path)
    .map((method) => method.text)
    .sort()
    .join(" ");
}

/** A behaviour names a cache policy or has the older settings, and every policy that it names exists. */
function requirePolicies(behaviour: XmlElement, context: Context): void {
  const cachePolicy = textAt(behaviour, "CachePolicyId");
  const older = find(behaviour, "ForwardedValues");
  requireArgument(cachePolicy !== "" || older !== undefined, "The parameter ForwardedValues is required.");
  requireArgument(
    cachePolicy === "" || older === undefined,
    "The parameter ForwardedValues cannot be used when a cache policy is associated to the cache behavior.",
  );
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html
  requireArgument(
    cachePolicy !== "" || textAt(behaviour, "OriginRequestPolicyId") === "",
    "The parameter OriginRequestPolicyId cannot be used without a cache policy.",
  );
  for (const kind of policyKinds) {
    const id = textAt(behaviour, `${kind.name}Id`);
    if (id !== "" && findPolicy(kind, context, id) === undefined) {
      throw new CloudFrontError(kind.noSuch, `The specified policy does not exist: ${id}`);
    }
  }
  if (older !== undefined) {
    requireTtlOrder(behaviour);
  }
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html */
function requireTtlOrder(behaviour: XmlElement): void {
  const [least, usual, most] = ["MinTTL", "DefaultTTL", "MaxTTL"].map((name) => find(behaviour, name)?.text);
  const ordered = (low?: string, high?: string): boolean =>
    low === undefined || high === undefined || Number(low) <= Number(high);
  if (!ordered(least, usual) || !ordered(usual, most) || !ordered(least, most)) {
    throw new CloudFrontError("InvalidTTLOrder", "MinTTL, DefaultTTL and MaxTTL must not decrease.");
  }
}

/**
 * A function must be published, and at most one function of either kind answers a viewer event. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
function requireFunctions(behaviour: XmlElement, context: Context): void {
  const refuse = (message: string): never => {
    throw new CloudFrontError("InvalidFunctionAssociation", message);
  };
  const events = new Set<string>();
  for (const association of itemsAt(behaviour, "FunctionAssociations")) {
    const event = textAt(association, "EventType");
    const arn = textAt(association, "FunctionARN");
    if (event !== "viewer-request" && event !== "viewer-response") {
      refuse(`A CloudFront function cannot be associated with ${event}.`);
    }
    if (events.has(event)) {
      refuse(`The behavior has more than one function for ${event}.`);
    }
    events.add(event);
    const name = functionNameOf(context, arn);
    if (name === undefined || context.functions.get(name)?.live === undefined) {
      refuse(`The function ${arn} does not exist in the LIVE stage.`);
    }
  }
  const lambda = itemsAt(behaviour, "LambdaFunctionAssociations").map((item) => textAt(item, "EventType"));
  if (events.size > 0 && lambda.some((event) => event.startsWith("viewer-"))) {
    refuse(
      "A cache behavior cannot have both CloudFront functions and Lambda@Edge functions on viewer events.",
    );
  }
}
