import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { z } from "zod";
import { say } from "./text";

interface Fault {
  readonly wrong: string;
  readonly fix: string;
}

/** A host name in lower case with at least one dot; `*.example.com` only where a wildcard may stand. */
export function hostname(options: { readonly wildcard: boolean; readonly example: string }) {
  return z
    .string(say("must be a host name", `write one such as ${options.example}`))
    .superRefine((value, context) => {
      const fault = faultOf(value, options.wildcard);
      if (fault) context.addIssue({ code: "custom", message: say(fault.wrong, fault.fix) });
    })
    .meta({ examples: [options.example] });
}

/** The first thing that makes `value` no host name. */
function faultOf(value: string, wildcard: boolean): Fault | undefined {
  return faultOfForm(value) ?? faultOfWildcard(value, wildcard) ?? faultOfLabels(value.replace(/^\*\./, ""));
}

function faultOfForm(value: string): Fault | undefined {
  if (value.trim() !== value || value === "") {
    return { wrong: "must be a host name without spaces", fix: "write one such as example.com" };
  }
  if (/[/:]/.test(value)) {
    return { wrong: "must be a host name alone", fix: "leave out the scheme, the port and the path" };
  }
  if (isIP(value) !== 0) {
    return { wrong: "must be a host name, not an address", fix: "write a name such as example.com" };
  }
  if (/[^ -~]/.test(value)) return { wrong: "must be ASCII", fix: asciiForm(value) };
  if (/[A-Z]/.test(value)) return { wrong: "must be in lower case", fix: `write ${value.toLowerCase()}` };
  if (value.endsWith(".")) {
    return { wrong: "must not end with a dot", fix: `write ${value.replace(/\.+$/, "")}` };
  }
  return undefined;
}

function faultOfWildcard(value: string, allowed: boolean): Fault | undefined {
  if (!value.includes("*")) return undefined;
  if (!allowed) {
    return {
      wrong: "must not hold a wildcard",
      fix: "write one name, and the wildcard in domain.aliases",
    };
  }
  if (!value.startsWith("*.") || value.lastIndexOf("*") > 0) {
    return { wrong: "may hold a wildcard only as its whole first label", fix: "write *.example.com" };
  }
  return undefined;
}

function faultOfLabels(name: string): Fault | undefined {
  const labels = name.split(".");
  if (labels.length < 2)
    return { wrong: "must have at least two labels", fix: "write one such as example.com" };
  if (labels.includes("")) return { wrong: "must not hold an empty label", fix: "remove the extra dot" };
  if (name.includes("_")) {
    return { wrong: "must not hold an underscore", fix: `write a hyphen: ${name.replaceAll("_", "-")}` };
  }
  if (/[^a-z0-9.-]/.test(name)) {
    return { wrong: "may hold only a to z, 0 to 9, hyphens and dots", fix: "remove the other characters" };
  }
  if (labels.some((label) => label.startsWith("-") || label.endsWith("-"))) {
    return { wrong: "has a label that begins or ends with a hyphen", fix: "remove that hyphen" };
  }
  if (labels.some((label) => label.length > 63)) {
    return { wrong: "has a label of more than 63 characters", fix: "shorten it" };
  }
  // "origin." is put in front of the name of the load balancer
  if (name.length > 253 - "origin.".length) {
    return {
      wrong: "is longer than 246 characters",
      fix: "shorten it: a name ends at 253, seven of them ours",
    };
  }
  if (/^[0-9]+$/.test(labels.at(-1) ?? "")) {
    return {
      wrong: "ends in a number, which no top-level domain does",
      fix: "write one such as example.com",
    };
  }
  return undefined;
}

function asciiForm(value: string): string {
  const ascii = domainToASCII(value);
  return ascii === "" ? "write the name in its xn-- form" : `write its ASCII form, ${ascii}`;
}

/** A name without the `*.` of a wildcard: what the validation record of its certificate is named after. */
export function withoutWildcard(name: string): string {
  return name.replace(/^\*\./, "");
}

/** Whether `pattern`, a name or a wildcard of one level, takes in `host`. */
export function covers(pattern: string, host: string): boolean {
  if (pattern === host) return true;
  if (!pattern.startsWith("*.")) return false;
  return host.slice(host.indexOf(".") + 1) === pattern.slice(2);
}
