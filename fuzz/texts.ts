import { type Arbitrary, stringMatching } from "fast-check";

/** Longer than this a text is only now and then. */
const SHORT = 12;

/**
 * A text of a pattern. Look-arounds and classes that fast-check has no texts for are left out of what it is given, and
 * the whole pattern decides.
 */
export function matching(pattern: string): Arbitrary<string> {
  const whole = new RegExp(pattern, "u");
  const plain = withoutLookArounds(pattern)
    .replace(/\\p\{L\}/g, "A-Za-z")
    .replace(/\\p\{N\}/g, "0-9")
    .replace(/\\S/g, "[!-~]")
    .replace(/\[\^[^\]]*\]/g, "[a-z0-9-]")
    .replace(/\{(\d+),(\d+)\}/g, (_, low, high) => `{${low},${Math.min(Number(high), Number(low) + SHORT)}}`);
  return stringMatching(new RegExp(plain)).filter((text) => whole.test(text));
}

/** `(?!...)`, `(?<!...)` and their like, however they are nested. */
function withoutLookArounds(pattern: string): string {
  const start = /\(\?<?[!=]/.exec(pattern)?.index;
  if (start === undefined) return pattern;
  let depth = 0;
  let index = start;
  do {
    if (pattern[index] === "\\") index += 1;
    else if (pattern[index] === "(") depth += 1;
    else if (pattern[index] === ")") depth -= 1;
    index += 1;
  } while (depth > 0 && index < pattern.length);
  return withoutLookArounds(pattern.slice(0, start) + pattern.slice(index));
}
