const yamlFaults: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "found a tab; indent with spaces",
  BAD_INDENT: "indentation that fits no level; line the key up with the keys beside it",
  BAD_ALIAS: "an alias of no name; quote a text that begins with *",
  BAD_SCALAR_START: "a text that begins with a reserved character; quote it",
  BLOCK_AS_IMPLICIT_KEY:
    "a colon where no key can stand; quote the text that holds it, or correct the indentation",
  MULTILINE_IMPLICIT_KEY:
    "text that is no key; put a colon and a space behind it, or join it to the line before",
  NON_STRING_KEY: "a key that is no text; write a word before the colon",
  UNEXPECTED_TOKEN: "something that cannot stand here; check the quotes, brackets and indentation around it",
};

/** A mistake that the YAML parser stumbled over: what it is, and what to do. */
export function yamlFault(code: string, message: string): string {
  if (message.startsWith("Flow")) {
    const bracket = message.includes("sequence") ? "]" : "}";
    return `a list or map in brackets that does not end; write the missing ${bracket} on a line before this one`;
  }
  const ofParser = `${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\s+/g, " ")}`;
  return yamlFaults[code] ?? `${ofParser}; correct it here or on the line before`;
}
