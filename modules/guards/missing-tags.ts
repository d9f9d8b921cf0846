import { type Body, type Document, type Element, isBody, listOf } from "./document";
import type { Finding, Rule, Surroundings } from "./rule";

type Tags = Surroundings["tags"];

/** What default tags do not reach: these have tags of their own, or none. */
const UNREACHED = ["aws_autoscaling_group"];

/** Everything that takes tags has the environment's: of the provider's default tags, or its own. */
export const missingTags: Rule = (document, { tags, takesTags }) => [
  ...withoutDefaults(document, tags)
    .filter(({ body, path }) => takesTags(path) ?? (body["tags"] !== undefined || path === undefined))
    .flatMap((element) => untagged(document, element, tags)),
  ...document.resources("aws_launch_template").flatMap((each) => launched(document, each, tags)),
  ...document.resources("aws_autoscaling_group").flatMap((each) => groups(document, each, tags)),
];

function finding(element: Element, missing: readonly string[], where: string, remedy: string): Finding {
  return {
    rule: "missing-tags",
    element,
    found: `${where} without ${missing.join(", ")}`,
    remedy,
  };
}

/** What is made by a provider whose default tags lack some; nearly always there is no such provider. */
function withoutDefaults(document: Document, tags: Tags): readonly Element[] {
  const complete = document.providers("aws").filter((each) => !lacks(document, each, tags));
  const aliases = new Set(complete.map(({ alias }) => alias ?? undefined));
  return document.types
    .filter((type) => type.startsWith("aws_") && !UNREACHED.includes(type))
    .flatMap((type) => document.resources(type))
    .filter(({ body }) => !aliases.has(aliasOf(body["provider"])));
}

function lacks(document: Document, provider: Body, tags: Tags): boolean {
  const defaults = document.blocks(provider, "default_tags").map((each) => document.value(each["tags"]));
  return missingIn(document, defaults, tags).length > 0;
}

function untagged(document: Document, element: Element, tags: Tags): Finding[] {
  const provider = providerOf(document, element);
  const defaults = provider === undefined ? [] : document.blocks(provider.body, "default_tags");
  const held = [
    ...defaults.map((each) => document.value(each["tags"])),
    document.value(element.body["tags"]),
  ];
  const missing = missingIn(document, held, tags);
  const where = `${provider?.name ?? "no provider"}, whose default_tags are`;
  const remedy = `give ${provider?.name ?? "it a provider with"} default_tags, or the resource tags, with them`;
  return missing.length === 0 ? [] : [finding(element, missing, where, remedy)];
}

/** The default tags of a provider stay with the template: its instances and volumes have these. */
function launched(document: Document, element: Element, tags: Tags): Finding[] {
  const specified = document.blocks(element.body, "tag_specifications");
  return ["instance", "volume"].flatMap((kind) => {
    const held = specified
      .filter(({ resource_type }) => document.value(resource_type) === kind)
      .map((each) => document.value(each["tags"]));
    const missing = missingIn(document, held, tags);
    const remedy = `add tag_specifications {resource_type: "${kind}"} with them`;
    return missing.length === 0 ? [] : [finding(element, missing, `${kind}s that start`, remedy)];
  });
}

function groups(document: Document, element: Element, tags: Tags): Finding[] {
  const blocks = document.blocks(element.body, "tag");
  const held = Object.fromEntries(blocks.map(({ key, value }) => [String(key), value]));
  const missing = missingIn(document, [held], tags);
  return missing.length === 0 ? [] : [finding(element, missing, "a group", "add a tag block for each")];
}

/** The names of the tags that none of these maps has with the environment's value. */
function missingIn(document: Document, held: readonly unknown[], tags: Tags): string[] {
  const maps = held.filter(isBody);
  return Object.entries(tags)
    .filter(([key, value]) => !maps.some((map) => document.value(map[key]) === value))
    .map(([key]) => key);
}

/** The provider's block that a resource is made by: the one without an alias unless it names another. */
function providerOf(
  document: Document,
  { body }: Element,
): { readonly name: string; readonly body: Body } | undefined {
  const alias = aliasOf(body["provider"]);
  const found = document.providers("aws").find((each) => (each["alias"] ?? undefined) === alias);
  return found && { name: alias === undefined ? "provider aws" : `provider aws.${alias}`, body: found };
}

/** `aws.us_east_1` names a provider by its alias, and nothing the one that has none. */
function aliasOf(provider: unknown): string | undefined {
  const [, alias] = /^aws\.([A-Za-z0-9_-]+)$/.exec(String(listOf(provider)[0] ?? "aws")) ?? [];
  return alias;
}
