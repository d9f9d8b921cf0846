import type { Synthesized } from "../synth";
import { type Body, blocksOf, isFilledIn, leavesOf, resourcesOf, textsOf } from "./read";

/** Listeners that hand on a request which no rule wanted, or that redirect it to plain HTTP. */
export function openListeners(stack: Synthesized): string[] {
  return resourcesOf(stack, "aws_lb_listener").flatMap(({ address, body }) => {
    const actions = blocksOf(body, "default_action");
    return actions.length > 0 && actions.every(refuses)
      ? []
      : [`${address} answers ${actions.map(({ type }) => type).join(", ") || "nothing"} by default`];
  });
}

function refuses(action: Body): boolean {
  if (action["type"] === "redirect") {
    return blocksOf(action, "redirect").every(({ protocol }) => protocol === "HTTPS");
  }
  const answers = blocksOf(action, "fixed_response");
  return (
    action["type"] === "fixed-response" &&
    answers.every(({ status_code }) => /^4\d\d$/.test(String(status_code)))
  );
}

/** Rules that forward whatever the Host, or without the secret header where one is demanded. */
export function unguardedForwards(stack: Synthesized, secretHeader: string | undefined): string[] {
  return resourcesOf(stack, "aws_lb_listener_rule")
    .filter(({ body }) => blocksOf(body, "action").some(({ type }) => type === "forward"))
    .flatMap(({ address, body }) => {
      const conditions = blocksOf(body, "condition");
      const hosts = conditions.flatMap((each) => blocksOf(each, "host_header")).flatMap(valuesOf);
      const anyHost = hosts.length === 0 || hosts.some((host) => /^[*?.]*$/.test(host));
      return [
        ...(anyHost ? [`${address} forwards whatever the Host`] : []),
        ...(secretHeader === undefined || demands(conditions, secretHeader)
          ? []
          : [`${address} forwards without ${secretHeader}`]),
      ];
    });
}

function demands(conditions: readonly Body[], header: string): boolean {
  return conditions
    .flatMap((each) => blocksOf(each, "http_header"))
    .filter(({ http_header_name }) => http_header_name === header)
    .some((condition) => valuesOf(condition).length > 0 && valuesOf(condition).every(isFilledIn));
}

function valuesOf({ values }: Body): string[] {
  return textsOf(values);
}

/** Distributions that put a page in place of an error: of every backend's, too. */
export function maskedErrors(stack: Synthesized): string[] {
  return resourcesOf(stack, "aws_cloudfront_distribution")
    .filter(({ body }) => blocksOf(body, "custom_error_response").length > 0)
    .map(({ address }) => `${address} has a custom_error_response`);
}

/** Where a secret's place holds a literal, or any text holds one of these values. */
export function literalSecrets(stack: Synthesized, values: readonly string[]): string[] {
  const leaves = leavesOf(JSON.parse(stack.json)).map((leaf) => leaf.toLowerCase());
  const spellings = (value: string) => [value, Buffer.from(value).toString("base64")];
  return [
    ...values
      .flatMap(spellings)
      .filter((each) => leaves.some((leaf) => leaf.includes(each.toLowerCase())))
      .map((each) => `the JSON holds ${each}`),
    ...secretPlaces(stack)
      .filter(({ value }) => !isFilledIn(value))
      .map(({ place, value }) => `${place} is a literal: ${value}`),
    ...Object.entries(stack.variable)
      .filter(([, { sensitive, default: value = "" }]) => sensitive === true && value !== "")
      .map(([name]) => `the sensitive variable ${name} has a default`),
  ];
}

function secretPlaces(stack: Synthesized): { readonly place: string; readonly value: string }[] {
  const sent = resourcesOf(stack, "aws_cloudfront_distribution").flatMap(({ address, body }) =>
    blocksOf(body, "origin")
      .flatMap((origin) => blocksOf(origin, "custom_header"))
      .map(({ name, value }) => ({ place: `${address}, header ${name}`, value: String(value) })),
  );
  const demanded = resourcesOf(stack, "aws_lb_listener_rule").flatMap(({ address, body }) =>
    blocksOf(body, "condition")
      .flatMap((condition) => blocksOf(condition, "http_header"))
      .flatMap((header) =>
        valuesOf(header).map((value) => ({
          place: `${address}, header ${header["http_header_name"]}`,
          value,
        })),
      ),
  );
  return [...sent, ...demanded];
}
