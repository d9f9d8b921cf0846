import { z } from "zod";
import { compare } from "../report";
import { directiveFault, type Fault, messageOf, quoted, valuesFault } from "./csp-sources";
import { say } from "./text";

/**
 * What CloudFront takes of a header.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export const LONGEST_HEADER = 1783;

const form = say(
  "must be a map of directives, or a policy as text",
  "write one such as {default-src: [self]}, or default-src 'self'",
);

/** `true` stands for no values, as of `upgrade-insecure-requests`. */
const map = z.record(z.string(), z.union([z.literal(true), z.array(z.string(form), form)], form), form);

type Directives = readonly (readonly [name: string, values: readonly string[]])[];

/** A content security policy as text, or as a map whose words need no quotes; it leaves as text. */
export function contentSecurityPolicy() {
  return z
    .union([z.string(form), map], form)
    .meta({ examples: ["default-src 'self'"] })
    .transform((policy, context) => {
      const isText = typeof policy === "string";
      const directives = isText ? directivesOfText(policy) : directivesOfMap(policy);
      const text = directives.map(([name, values]) => [name, ...values].join(" ")).join("; ");
      for (const { name, fault } of faultsOf(directives, text)) {
        const path = isText || name === undefined ? [] : [name];
        context.addIssue({ code: "custom", path, message: messageOf(fault) });
      }
      return isText ? policy.trim().replace(/\s+/g, " ") : text;
    });
}

interface Found {
  /** the directive it is about */
  readonly name?: string;
  readonly fault: Fault;
}

function faultsOf(directives: Directives, text: string): Found[] {
  const names = directives.map(([name]) => name);
  const each = directives.flatMap(([name, values], index): Found[] => {
    const twice: Fault | undefined =
      names.indexOf(name) < index ? [`has ${name} twice, and the first counts`, "write it once"] : undefined;
    const fault = twice ?? directiveFault(name) ?? valuesFault(name, values);
    return fault === undefined ? [] : [{ name, fault }];
  });
  const unreadable = unreadableFaults(text);
  return unreadable.length > 0
    ? unreadable.map((fault) => ({ fault }))
    : [...each, ...lengthFaults(text).map((fault) => ({ fault }))];
}

/** Where one of these holds, whatever else is said of the text follows from it. */
function unreadableFaults(text: string): Fault[] {
  return [
    ...(/[^ -~]/.test(text)
      ? [["must be ASCII", "write ' for a curly quote, and a host in its xn-- form"] as const]
      : []),
    ...(/[$%]\{/.test(text)
      ? [
          [
            "must not hold ${ or %{, which Terraform reads as an expression",
            "write the value itself",
          ] as const,
        ]
      : []),
  ];
}

function lengthFaults(text: string): Fault[] {
  return [
    ...(text === "" ? [["holds no directive", "write one, or remove the key"] as const] : []),
    ...(text.length > LONGEST_HEADER
      ? [
          [
            `must have at most ${LONGEST_HEADER} characters, and has ${text.length}`,
            "shorten it: CloudFront takes no longer header",
          ] as const,
        ]
      : []),
  ];
}

function directivesOfText(policy: string): Directives {
  return policy
    .split(";")
    .map((part) => part.trim().split(/\s+/))
    .filter(([name]) => name !== "")
    .map(([name = "", ...values]) => [name.toLowerCase(), values]);
}

/** A reordered file is the same policy. */
function directivesOfMap(policy: z.output<typeof map>): Directives {
  return Object.entries(policy)
    .map(([name, values]) => [name, values === true ? [] : values.map(quoted).sort(compare)] as const)
    .sort(([a], [b]) => compare(a, b));
}
