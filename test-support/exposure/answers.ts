import type { Synthesized } from "../synth";
import { type Body, blocksOf, referenceOf, resourcesOf, textsOf } from "./read";

/** A request as a listener sees it. */
export interface Request {
  readonly host: string;
  readonly path: string;
  /** whether it comes with what CloudFront sends */
  readonly secret: boolean;
}

/** What a listener does with a request: `forward`, `redirect` or `refuse`. */
export type Answer = "forward" | "redirect" | "refuse";

/** The answer of each listener of a stack, by port: of the first rule that wants the request, else the default. */
export function answersTo(
  stack: Synthesized,
  request: Request,
): { readonly port: number; readonly answer: Answer }[] {
  return resourcesOf(stack, "aws_lb_listener").map(({ address, body }) => {
    const wanting = resourcesOf(stack, "aws_lb_listener_rule")
      .filter(({ body: rule }) => referenceOf(rule["listener_arn"]) === address)
      .sort((a, b) => Number(a.body["priority"]) - Number(b.body["priority"]))
      .find(({ body: rule }) => blocksOf(rule, "condition").every((condition) => isMet(condition, request)));
    const actions =
      wanting === undefined ? blocksOf(body, "default_action") : blocksOf(wanting.body, "action");
    return { port: Number(body["port"]), answer: answerOf(actions) };
  });
}

/** Every kind of condition that a rule has is known here: one that is not would be taken for met. */
function isMet(condition: Body, { host, path, secret }: Request): boolean {
  const kinds = Object.keys(condition);
  const known = kinds.every((kind) => ["host_header", "path_pattern", "http_header"].includes(kind));
  if (!known || kinds.length === 0)
    throw new Error(`a condition of ${kinds.join(", ") || "nothing"} is not known`);
  const values = (kind: string) => blocksOf(condition, kind).flatMap((each) => textsOf(each["values"]));
  return (
    (!kinds.includes("host_header") || values("host_header").some((each) => matches(each, host, "i"))) &&
    (!kinds.includes("path_pattern") || values("path_pattern").some((each) => matches(each, path, ""))) &&
    (!kinds.includes("http_header") || secret)
  );
}

/** `*` is any text, dots and slashes included, `?` one character; hosts are compared without case. */
function matches(pattern: string, text: string, flags: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, flags).test(text);
}

function answerOf(actions: readonly Body[]): Answer {
  const types = actions.map(({ type }) => type);
  if (types.length === 1 && types[0] === "redirect") return "redirect";
  return types.length === 1 && types[0] === "fixed-response" ? "refuse" : "forward";
}
