import type { Context } from "./context";
import type { DistributionRecord } from "./records";
import { find, itemsAt, textAt, type XmlElement } from "./xml";

/** The default behaviour and then the ordered ones. */
export function behavioursOf(config: XmlElement): readonly XmlElement[] {
  const first = find(config, "DefaultCacheBehavior");
  return [...(first === undefined ? [] : [first]), ...itemsAt(config, "CacheBehaviors")];
}

/** The origins of a configuration. */
export function originsOf(config: XmlElement): readonly XmlElement[] {
  return itemsAt(config, "Origins");
}

/** The alternate domain names, in lower case. */
export function aliasesOf(config: XmlElement): readonly string[] {
  return itemsAt(config, "Aliases").map((alias) => alias.text.toLowerCase());
}

/** The distributions that have a behaviour with this text at this path. */
export function usedByBehaviour(
  context: Context,
  path: readonly string[],
  text: string,
): DistributionRecord[] {
  return context.distributions
    .all()
    .filter(({ config }) => behavioursOf(config).some((behaviour) => textAt(behaviour, ...path) === text));
}

/** The distributions that have an origin with this text at this path. */
export function usedByOrigin(context: Context, path: readonly string[], text: string): DistributionRecord[] {
  return context.distributions
    .all()
    .filter(({ config }) => originsOf(config).some((origin) => textAt(origin, ...path) === text));
}

/** The distributions that have a behaviour that runs this function. */
export function usedByFunctionAssociation(context: Context, arn: string): DistributionRecord[] {
  return context.distributions
    .all()
    .filter(({ config }) =>
      behavioursOf(config).some((behaviour) =>
        itemsAt(behaviour, "FunctionAssociations").some((item) => textAt(item, "FunctionARN") === arn),
      ),
    );
}
