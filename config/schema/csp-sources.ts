import { nearest, say } from "./text";

/** What is wrong with a part of a policy, and what to do: `wrong` and `fix` as `say` takes them. */
export type Fault = readonly [wrong: string, fix: string];

/**
 * The directives that browsers know.
 *
 * @see https://www.w3.org/TR/CSP3/#csp-directives
 */
const SOURCES = [
  ...["base-uri", "child-src", "connect-src", "default-src", "fenced-frame-src", "font-src", "form-action"],
  ...["frame-ancestors", "frame-src", "img-src", "manifest-src", "media-src", "object-src", "prefetch-src"],
  ...["script-src", "script-src-attr", "script-src-elem", "style-src", "style-src-attr", "style-src-elem"],
  "worker-src",
];
const ALONE = ["block-all-mixed-content", "upgrade-insecure-requests"];
const OTHERS = ["report-to", "report-uri", "require-trusted-types-for", "sandbox", "trusted-types"];
const DIRECTIVES: readonly string[] = [...SOURCES, ...ALONE, ...OTHERS];

/** Words that are a host's name where they have no single quotes. */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...["none", "self", "unsafe-inline", "unsafe-eval", "unsafe-hashes", "strict-dynamic", "report-sample"],
  ...["wasm-unsafe-eval", "inline-speculation-rules", "script", "allow-duplicates"],
]);
const HASH = /^sha(256|384|512)-[A-Za-z0-9+/_-]+={0,2}$/;
const SCHEME = /^[a-z][a-z0-9+.-]*:$/i;
const HOST =
  /^([a-z][a-z0-9+.-]*:\/\/)?(\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*)(:([0-9]{1,5}|\*))?(\/[^\s;,'"]*)?$/i;

/** Quotes the words that need it, as they stand in a map; in the policy's own text they are already. */
export function quoted(value: string): string {
  return KEYWORDS.has(value) || HASH.test(value) ? `'${value}'` : value;
}

export function directiveFault(name: string): Fault | undefined {
  if (DIRECTIVES.includes(name)) return undefined;
  const meant = nearest(name, DIRECTIVES);
  return [
    `has ${JSON.stringify(name)}, which is no directive`,
    meant === undefined ? "write one such as default-src" : `write ${meant}`,
  ];
}

/** What is wrong with the values of one directive. */
export function valuesFault(directive: string, values: readonly string[]): Fault | undefined {
  if (ALONE.includes(directive)) {
    return values.length === 0
      ? undefined
      : [`has values for ${directive}, which takes none`, `write ${directive} alone`];
  }
  if (values.length === 0) {
    return directive === "sandbox"
      ? undefined
      : [`has no value for ${directive}`, `write 'none' for nothing, or leave ${directive} out`];
  }
  if (values.includes("'none'") && values.length > 1) {
    return [`has 'none' beside other values of ${directive}`, "remove 'none', or the others"];
  }
  const faults = values.map((value) => (SOURCES.includes(directive) ? sourceFault(value) : wordFault(value)));
  return faults.find((fault) => fault !== undefined);
}

function sourceFault(value: string): Fault | undefined {
  const bare = value.replace(/^['"]+|['"]+$/g, "");
  if (/^nonce-/i.test(bare)) {
    return [
      "has a nonce, which must be new in every answer, and this header is the same in all",
      "write the hash of the script, such as 'sha256-...'",
    ];
  }
  if (KEYWORDS.has(bare.toLowerCase()) || HASH.test(bare)) {
    return value === `'${bare}'` ? undefined : [`has ${value} without its quotes`, `write '${bare}'`];
  }
  if (/['"]/.test(value)) {
    const meant = nearest(bare, [...KEYWORDS]);
    return [`has ${value}, which is no keyword`, meant === undefined ? `write ${bare}` : `write '${meant}'`];
  }
  if (/^(https?|wss?|data|blob|filesystem|mediastream)$/i.test(value)) {
    return [`has ${value}, which is read as a host`, `write ${value}: with its colon`];
  }
  return SCHEME.test(value) || HOST.test(value)
    ? undefined
    : [`has ${value}, which is no source`, "write one such as 'self', data: or https://cdn.example.com"];
}

function wordFault(value: string): Fault | undefined {
  return /^[^\s;,"]+$/.test(value) ? undefined : [`has ${value}, which is no value`, "remove it"];
}

/** The same as one message. */
export function messageOf([wrong, fix]: Fault): string {
  return say(wrong, fix);
}
