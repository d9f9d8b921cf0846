/** A part of a text that Terraform reads as a template: `${...}` or `%{...}` with what is in it, or what is between. */
export interface TemplatePart {
  readonly text: string;
  readonly isSequence: boolean;
}

/** The parts of a template in their order. */
export function templateParts(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literal = "";
  let at = 0;
  while (at < template.length) {
    const escaped = /^(?:\$\$|%%)\{/.exec(template.slice(at, at + 3))?.[0];
    const end = escaped === undefined && opensAt(template, at) ? endOfSequence(template, at + 2) : undefined;
    if (end === undefined) {
      const taken = escaped ?? template.charAt(at);
      literal += taken;
      at += taken.length;
      continue;
    }
    parts.push({ text: literal, isSequence: false }, { text: template.slice(at, end), isSequence: true });
    literal = "";
    at = end;
  }
  parts.push({ text: literal, isSequence: false });
  return parts.filter(({ text }) => text !== "");
}

/** The expression that a template consists of: that of `${x}` is `x`; undefined where there is more to it. */
export function onlyExpression(template: string): string | undefined {
  const [only, ...others] = templateParts(template);
  if (!only?.isSequence || others.length > 0 || !only.text.startsWith("${")) return undefined;
  const expression = only.text.slice(2, -1);
  // ~ strips spaces around, and has no meaning outside a template.
  return /^~|~$/.test(expression) ? undefined : expression.trim();
}

function opensAt(text: string, at: number): boolean {
  return (text[at] === "$" || text[at] === "%") && text[at + 1] === "{";
}

/** Behind the brace that closes what begins at `from`; undefined where none does. */
function endOfSequence(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at + 1);
      if (end === undefined) return undefined;
      at = end;
    } else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return at + 1;
  }
  return undefined;
}

/** Where the quote stands that closes the string that begins at `from`, whatever templates are in it. */
function endOfString(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
    else if (/^(?:\$\$|%%)\{/.test(text.slice(at, at + 3))) at += 2;
    else if (opensAt(text, at)) {
      const end = endOfSequence(text, at + 2);
      if (end === undefined) return undefined;
      at = end - 1;
    }
  }
  return undefined;
}
