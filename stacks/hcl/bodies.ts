import { expression, hereDocument, isMap, type Lines, literal, references } from "./expressions";
import { NO_SHAPE, type Shape } from "./shapes";

/** What a key of a body is, where the bindings do not tell. */
export type Rule =
  | "expression"
  | "literal"
  | "references"
  /** blocks, with the rules of what is in them */
  | { readonly blocks: Rules }
  /** a reason why it cannot be written */
  | { readonly refused: string };

export type Rules = Readonly<Record<string, Rule>>;

export interface Body {
  readonly body: Readonly<Record<string, unknown>>;
  readonly rules: Rules;
  readonly shape?: Shape;
  /** what a map is that neither a rule nor the shape knows: an argument, or it cannot be told */
  readonly others?: "arguments" | "unknown";
}

/**
 * Blocks that are arguments too, in security groups, route tables and network ACLs.
 *
 * @see https://developer.hashicorp.com/terraform/language/attr-as-blocks
 */
const EMPTIED = ["ingress", "egress", "route"];

/** Takes what cannot be written: the key, and why. */
export type Refuse = (key: string, why: string) => void;

/** The lines within the braces of a block: arguments first, then blocks. */
export function bodyLines(
  { body, rules, shape = NO_SHAPE, others = "arguments" }: Body,
  refuse: Refuse,
): string[] {
  const before: string[] = [];
  const after: string[] = [];
  for (const [key, value] of Object.entries(body)) {
    if (key === "//" || value === undefined) continue;
    const rule = rules[key] ?? ruleOf(key, value, shape.keys.get(key), others);
    if (typeof rule === "string") {
      before.push(...argumentLines(key, rule, value));
    } else if ("refused" in rule) {
      refuse(key, rule.refused);
    } else {
      const inner = { rules: rule.blocks, shape: shape.keys.get(key) ?? NO_SHAPE, others };
      for (const each of Array.isArray(value) ? value : [value]) {
        const within = isMap(each) ? { ...inner, body: each } : { ...inner, body: {} };
        after.push(
          ...blockLines(
            key,
            [],
            bodyLines(within, (name, why) => refuse(`${key}.${name}`, why)),
          ),
        );
      }
    }
  }
  return [...before, ...after];
}

/** A block: its kind, its labels, its lines. */
export function blockLines(kind: string, labels: readonly string[], lines: readonly string[]): string[] {
  const head = [kind, ...labels.map((label) => JSON.stringify(label))].join(" ");
  return lines.length === 0 ? [`${head} {}`] : [`${head} {`, ...indented(lines), "}"];
}

function ruleOf(key: string, value: unknown, known: Shape | undefined, others: Body["others"]): Rule {
  if (known?.block && (holdsMaps(value) || isNone(key, value))) return { blocks: {} };
  if (known?.block === undefined && others === "unknown" && holdsMaps(value)) {
    return {
      refused: "nothing says whether this is a block or an argument: give it as a property, no override",
    };
  }
  return "expression";
}

/** No block at all; but where a block may be written as an argument, an empty list says something: none is left. */
function isNone(key: string, value: unknown): boolean {
  return Array.isArray(value) && value.length === 0 && !EMPTIED.includes(key);
}

function holdsMaps(value: unknown): boolean {
  return isMap(value) || (Array.isArray(value) && value.some(isMap));
}

function argumentLines(key: string, rule: "expression" | "literal" | "references", value: unknown): string[] {
  const writers = { expression, literal, references };
  const [first, ...rest]: Lines = (rule === "expression" && hereDocument(value)) || writers[rule](value);
  return [`${key} = ${first}`, ...rest];
}

/** A line within marks stays where it is: its spaces are part of the text. */
function indented(lines: readonly string[]): string[] {
  let isText = false;
  return lines.map((line) => {
    const wasText = isText;
    isText = isText ? line !== "EOT" : line.endsWith("= <<EOT");
    return wasText ? line : `  ${line}`;
  });
}
