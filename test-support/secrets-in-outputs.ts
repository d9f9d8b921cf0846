import { type Body, leavesOf } from "./exposure/read";
import type { Synthesized } from "./synth";

/** What holds a secret by its nature, and the attributes of it that are none. */
const SECRET_TYPES: Readonly<Record<string, readonly string[]>> = {
  "data.aws_ssm_parameter": ["arn", "id", "name", "type", "version"],
  "data.aws_secretsmanager_secret_version": ["arn", "id", "secret_id"],
  random_password: [],
  tls_private_key: ["public_key_openssh", "public_key_pem"],
  aws_iam_access_key: ["id"],
};

/** `var.x`, `local.x`, `data.type.name.attribute`, `type.name["key"].attribute`, `type.name` */
const REFERENCE =
  /\b(?:(?:var|local)\.[\w-]+|(?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][\w-]*(?:\[[^\]]*\])?(?:\.[a-z_]\w*)?)/g;

/**
 * The outputs whose value holds a secret, or is made of an argument that does: `name <- reference <- ...`.
 * What AWS computes, such as an id, is made of no argument.
 */
export function secretsInOutputs(stack: Synthesized): string[] {
  return Object.entries(stack.output).flatMap(([name, { value }]) => {
    const way = wayToSecret(stack, value, []);
    return way === undefined ? [] : [[name, ...way].join(" <- ")];
  });
}

function wayToSecret(stack: Synthesized, value: unknown, seen: readonly string[]): string[] | undefined {
  for (const reference of referencesIn(value)) {
    if (seen.includes(reference)) continue;
    if (isSecret(stack, reference)) return [reference];
    const way = wayToSecret(stack, argumentsOf(stack, reference), [...seen, reference]);
    if (way !== undefined) return [reference, ...way];
  }
  return undefined;
}

function referencesIn(value: unknown): string[] {
  return leavesOf(value ?? "")
    .filter((text) => text.includes("${"))
    .flatMap((text) => text.match(REFERENCE) ?? []);
}

function isSecret({ variable }: Synthesized, reference: string): boolean {
  const [first = "", second = ""] = reference.split(".");
  if (first === "var") return variable[second]?.["sensitive"] === true;
  const { type, attribute } = partsOf(reference);
  const harmless = SECRET_TYPES[type];
  return harmless !== undefined && !(attribute !== undefined && harmless.includes(attribute));
}

/** What the user gave to what is referred to: one argument, or all where the whole of it is meant. */
function argumentsOf({ resource, data, json }: Synthesized, reference: string): unknown {
  if (reference.startsWith("local.")) return JSON.parse(json).locals?.[reference.slice("local.".length)];
  const { type, name, attribute } = partsOf(reference);
  const isData = type.startsWith("data.");
  const body: Body | undefined = (isData ? data : resource)[isData ? type.slice("data.".length) : type]?.[
    name
  ];
  if (body === undefined || attribute === undefined) return body;
  const argument = body[attribute];
  return JSON.stringify(argument ?? null).includes("each.") ? [argument, body["for_each"]] : argument;
}

function partsOf(reference: string) {
  const parts = reference.replace(/\[[^\]]*\]/, "").split(".");
  const kind = parts[0] === "data" ? parts.splice(0, 1) : [];
  const [type = "", name = "", attribute] = parts;
  return { type: [...kind, type].join("."), name, attribute };
}
