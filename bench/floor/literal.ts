/** Text that stands in the program as it is. */
export class Code {
  constructor(readonly text: string) {}
}

export function code(text: string): Code {
  return new Code(text);
}

/** By the name of a variable, the text in whose place it stands. */
export type Parameters = Readonly<Record<string, string>>;

/** A value as JavaScript, with variables in the places of their texts. */
export function literal(value: unknown, parameters: Parameters): string {
  if (value instanceof Code) {
    return value.text;
  }
  if (typeof value === "string") {
    return text(value, Object.entries(parameters));
  }
  if (Array.isArray(value)) {
    return `[${value.map((item) => literal(item, parameters)).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(
      ([key, inner]) => `${JSON.stringify(key)}: ${literal(inner, parameters)}`,
    );
    return `{ ${entries.join(", ")} }`;
  }
  return String(JSON.stringify(value));
}

function text(value: string, [first, ...others]: readonly (readonly [string, string])[]): string {
  if (first === undefined) {
    return JSON.stringify(value);
  }
  const [variable, replaced] = first;
  return (
    value
      .split(replaced)
      .map((part) => (part === "" ? "" : text(part, others)))
      .flatMap((part, index) => [...(index === 0 ? [] : [variable]), ...(part === "" ? [] : [part])])
      .join(" + ") || '""'
  );
}
