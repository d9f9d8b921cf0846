import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";
import { LIMITS } from "./limits";
import { arnProblems, formProblems, rangeProblems, refuse } from "./problems";
import { hostName } from "./rule-names";
import { CATCH_ALL, hostProblems } from "./rule-plan";
import type { RuleToPlace } from "./rule-priorities";

export interface AliasRedirectProps {
  readonly listenerArn: string;
  /** host names that are sent on; their order has no meaning */
  readonly aliases: readonly string[];
  /** the host name that they are sent to */
  readonly target: string;
  /** by rule key, as `assignPriorities` returns them for `AliasRedirect.rulesOf(aliases)` */
  readonly priorities: Readonly<Record<string, number>>;
}

/**
 * Sends aliases on to the main name where the load balancer is what viewers reach, with 301: scheme, port,
 * path and query are kept. A load balancer knows 301 and 302 only, so that a client may turn a redirected
 * POST into a GET. One rule per alias, at an address that ends in it.
 *
 * @example
 * const aliases = ["www.example.com"];
 * const { priorities } = assignPriorities(AliasRedirect.rulesOf(aliases));
 * new AliasRedirect(this, "aliases", { listenerArn: listener.arn, aliases, target: "example.com", priorities });
 */
export class AliasRedirect extends Construct {
  /** The rules to place. Their keys cannot be a backend's, which have no hyphen. */
  static rulesOf(aliases: readonly string[]): RuleToPlace[] {
    return aliases.map((alias) => ({
      key: keyOf(alias),
      hostClass: /[*?]/.test(alias) ? "wildcard" : "exact",
      pattern: CATCH_ALL,
    }));
  }

  constructor(scope: Construct, id: string, props: AliasRedirectProps) {
    super(scope, id);
    refuse(this, [
      ...arnProblems("listenerArn", props.listenerArn, "elasticloadbalancing", "listener/app"),
      ...hostProblems("aliases", props.aliases),
      ...formProblems(
        "target",
        props.target,
        /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
        "be one host name in lower case",
      ),
      ...loopProblems(props),
      ...priorityProblems(props),
    ]);

    for (const alias of [...props.aliases].sort()) {
      new LbListenerRule(this, hostName(alias), {
        listenerArn: props.listenerArn,
        priority: props.priorities[keyOf(alias)],
        condition: [{ hostHeader: { values: [alias] } }],
        action: [
          {
            type: "redirect",
            redirect: {
              protocol: "#{protocol}",
              port: "#{port}",
              host: props.target,
              path: "/#{path}",
              query: "#{query}",
              statusCode: "HTTP_301",
            },
          },
        ],
      });
    }
  }
}

function keyOf(alias: string): string {
  return `alias-redirect ${CATCH_ALL} ${alias}`;
}

/** A pattern that holds the target would send it to itself for ever. */
function loopProblems({ aliases, target }: AliasRedirectProps): string[] {
  return aliases
    .filter((alias) => matches(alias, target))
    .map((alias) => `\`aliases\` must not take in the target, ${target}, got: ${alias}`);
}

function matches(pattern: string, host: string): boolean {
  const source = pattern
    .replace(/[^a-z0-9*?]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(host);
}

function priorityProblems({ aliases, priorities }: AliasRedirectProps): string[] {
  return aliases
    .map(keyOf)
    .flatMap((key) =>
      priorities[key] === undefined
        ? [`\`priorities\` must have every alias, got none for: ${key}`]
        : rangeProblems(
            `priorities["${key}"]`,
            priorities[key],
            LIMITS.LOWEST_PRIORITY,
            LIMITS.HIGHEST_PRIORITY,
          ),
    );
}
