import { admissions, strayCalls, wrongIpv6 } from "./exposure/network-checks";
import { reachable } from "./exposure/reachable";
import { literalSecrets, maskedErrors, openListeners, unguardedForwards } from "./exposure/request-checks";
import { oldTls, openBuckets, undescribed } from "./exposure/resource-checks";
import type { Synthesized } from "./synth";

declare global {
  namespace jest {
    interface Matchers<R> {
      /** The whole of who may come in from outside: `<group> <ports> <peer>` for each, over all rules of all groups. */
      toAdmitOnly(admissions: readonly string[]): R;
      /** Nothing but the distribution has an address, a name or a rule that the internet could reach. */
      toAnswerAtTheEdgeAlone(): R;
      /** Load balancers call their backends on the ports of traffic and health checks; nothing else calls anything. */
      toCallBackendsOnly(): R;
      /** AAAA exactly where the target speaks IPv6; origins have A alone. */
      toPromiseIpv6WhereSpoken(): R;
      /** No listener forwards what no rule wanted. */
      toForwardNothingByDefault(): R;
      /** Every rule that forwards demands a Host, and the secret header where one is named. */
      toGuardEveryForward(secretHeader?: string): R;
      /** No distribution puts a page in place of an error. */
      toPassErrorsOn(): R;
      /** No text holds one of these values, and every place of a secret is filled in by Terraform. */
      toHaveNoLiteralSecret(values: readonly string[]): R;
      /** Every bucket is private, owned, encrypted and answers over TLS alone. */
      toKeepBucketsPrivate(): R;
      /** Every resource, rule, output and variable that can say what it is for does. */
      toDescribeEverything(): R;
      /** Nothing speaks to viewers or origins by less than TLS 1.2. */
      toRefuseOldTls(): R;
      /** No resource of this type. */
      toHaveNoResource(type: string): R;
      /** How many there are of each type, data sources as `data.<type>`: all of them, and no other. */
      toHaveCounts(counts: Readonly<Record<string, number>>): R;
    }
  }
}

/** How many resources and data sources a stack has of each type. */
export function countsOf({ resource, data }: Synthesized): Record<string, number> {
  const count = (all: Synthesized["resource"], prefix: string) =>
    Object.entries(all).map(([type, byName]) => [prefix + type, Object.keys(byName).length]);
  return Object.fromEntries([...count(resource, ""), ...count(data, "data.")]);
}

/** A matcher that holds where a check finds nothing to complain about. */
function finds<A extends readonly unknown[]>(check: (stack: Synthesized, ...args: A) => readonly string[]) {
  return (stack: Synthesized, ...args: A): jest.CustomMatcherResult => {
    const problems = check(stack, ...args);
    return {
      pass: problems.length === 0,
      message: () => (problems.length > 0 ? problems.join("\n") : "there is nothing to complain about"),
    };
  };
}

/** What one list has and the other does not, as lines. */
function differences(found: readonly string[], expected: readonly string[]): string[] {
  return [
    ...found.filter((each) => !expected.includes(each)).map((each) => `not expected: ${each}`),
    ...expected.filter((each) => !found.includes(each)).map((each) => `not found: ${each}`),
  ];
}

function countLines(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([type, count]) => `${count} ${type}`);
}

expect.extend({
  toAdmitOnly: finds((stack, expected: readonly string[]) => differences(admissions(stack), expected)),
  toAnswerAtTheEdgeAlone: finds(reachable),
  toCallBackendsOnly: finds(strayCalls),
  toPromiseIpv6WhereSpoken: finds(wrongIpv6),
  toForwardNothingByDefault: finds(openListeners),
  toGuardEveryForward: finds((stack, secretHeader?: string) => unguardedForwards(stack, secretHeader)),
  toPassErrorsOn: finds(maskedErrors),
  toHaveNoLiteralSecret: finds(literalSecrets),
  toKeepBucketsPrivate: finds(openBuckets),
  toDescribeEverything: finds(undescribed),
  toRefuseOldTls: finds(oldTls),
  toHaveNoResource: finds((stack, type: string) => Object.keys(stack.resource[type] ?? {})),
  toHaveCounts: finds((stack, counts: Readonly<Record<string, number>>) =>
    differences(countLines(countsOf(stack)), countLines(counts)),
  ),
});
