import { requireCachePolicy } from "./cache-policy-rules";
import type { Context } from "./context";
import type { ErrorCode } from "./errors";
import { managedCachePolicies } from "./managed-cache-policies";
import { managedOriginRequestPolicies } from "./managed-origin-request-policies";
import { managedResponseHeadersPolicies } from "./managed-response-headers-policies";
import { requireOriginRequestPolicy } from "./origin-request-policy-rules";
import type { PolicyRecord } from "./records";
import { requireResponseHeadersPolicy } from "./response-headers-policy-rules";
import type { Collection } from "./store";
import type { XmlElement } from "./xml";

/** What tells the three kinds of policies apart; their operations are the same. */
export interface PolicyKind {
  /** The element's name, such as `CachePolicy`; its configuration is `CachePolicyConfig`. */
  readonly name: "CachePolicy" | "OriginRequestPolicy" | "ResponseHeadersPolicy";
  /** The name in the operation that lists them. */
  readonly plural: string;
  /** The API's path. */
  readonly path: string;
  /** The policies that every account has. */
  readonly managed: readonly PolicyRecord[];
  readonly noSuch: ErrorCode;
  readonly alreadyExists: ErrorCode;
  readonly inUse: ErrorCode;
  /** The account's own policies. */
  readonly custom: (context: Context) => Collection<PolicyRecord>;
  /** The rules that only this kind has. */
  readonly requireConfig: (config: XmlElement) => void;
}

export const cachePolicyKind: PolicyKind = {
  name: "CachePolicy",
  plural: "CachePolicies",
  path: "/cache-policy",
  managed: managedCachePolicies,
  noSuch: "NoSuchCachePolicy",
  alreadyExists: "CachePolicyAlreadyExists",
  inUse: "CachePolicyInUse",
  custom: (context) => context.cachePolicies,
  requireConfig: requireCachePolicy,
};

export const originRequestPolicyKind: PolicyKind = {
  name: "OriginRequestPolicy",
  plural: "OriginRequestPolicies",
  path: "/origin-request-policy",
  managed: managedOriginRequestPolicies,
  noSuch: "NoSuchOriginRequestPolicy",
  alreadyExists: "OriginRequestPolicyAlreadyExists",
  inUse: "OriginRequestPolicyInUse",
  custom: (context) => context.originRequestPolicies,
  requireConfig: requireOriginRequestPolicy,
};

export const responseHeadersPolicyKind: PolicyKind = {
  name: "ResponseHeadersPolicy",
  plural: "ResponseHeadersPolicies",
  path: "/response-headers-policy",
  managed: managedResponseHeadersPolicies,
  noSuch: "NoSuchResponseHeadersPolicy",
  alreadyExists: "ResponseHeadersPolicyAlreadyExists",
  inUse: "ResponseHeadersPolicyInUse",
  custom: (context) => context.responseHeadersPolicies,
  requireConfig: requireResponseHeadersPolicy,
};

export const policyKinds: readonly PolicyKind[] = [
  cachePolicyKind,
  originRequestPolicyKind,
  responseHeadersPolicyKind,
];

/** A policy of a kind, managed or the account's own. */
export function findPolicy(kind: PolicyKind, context: Context, id: string): PolicyRecord | undefined {
  return kind.custom(context).get(id) ?? kind.managed.find((policy) => policy.id === id);
}
