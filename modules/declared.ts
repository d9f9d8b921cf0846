import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** What `modules/guards` looks for, by the name that its errors give. */
export type GuardRule =
  | "world-ingress"
  | "world-egress"
  | "public-bucket"
  | "old-tls"
  | "unencrypted"
  | "missing-tags";

export interface AllowProps {
  readonly rule: GuardRule;
  /** why this one may; printed with every synth */
  readonly reason: string;
}

/** What a construct, and what lies in it, may break. */
export interface Allowance {
  readonly path: string;
  readonly rule: GuardRule;
  /** undefined for what a module's own properties ask for */
  readonly reason?: string;
  /** the one finding that is meant, word for word; undefined for each of the rule */
  readonly only?: string;
}

/** What the constructs of a stack have said to its guard. */
export interface Declared {
  readonly allowances: Allowance[];
  /** the paths of the security groups that modules made */
  readonly groups: Set<string>;
}

const declared = new WeakMap<TerraformStack, Declared>();

/** What has been said in a stack so far. */
export function declaredIn(stack: TerraformStack): Declared {
  const known = declared.get(stack) ?? { allowances: [], groups: new Set() };
  declared.set(stack, known);
  return known;
}

/**
 * Lets one resource break one rule of the guards, for a reason that is printed with every synth.
 *
 * @example
 * allow(gamePort, { rule: "world-ingress", reason: "Game clients call it by UDP, from anywhere" });
 *
 * @throws when there is no reason, or when a whole stack is meant
 */
export function allow(resource: Construct, { rule, reason }: AllowProps): void {
  if (reason.trim() === "") {
    throw new Error(`\`${resource.node.path}\`: \`reason\` must say why it may break ${rule}, got: none`);
  }
  if (TerraformStack.isStack(resource)) {
    throw new Error(`\`${resource.node.path}\`: allow ${rule} to a resource, not to the whole stack`);
  }
  say(resource, { rule, reason: reason.trim() });
}

/** What a module's own property asks for: `only` what the rule would find there, word for word. */
export function declare(resource: Construct, rule: GuardRule, only: string): void {
  say(resource, { rule, only });
}

/** A security group of a module, which never lets everything out. */
export function ownGroup(group: Construct): void {
  declaredIn(TerraformStack.of(group)).groups.add(group.node.path);
}

function say(resource: Construct, allowance: Omit<Allowance, "path">): void {
  declaredIn(TerraformStack.of(resource)).allowances.push({ path: resource.node.path, ...allowance });
}
