import { XMLBuilder, XMLParser } from "fast-xml-parser";

/** Parsed XML: every value is text, a repeated element is an array. */
export type XmlNode = string | XmlNode[] | { [tag: string]: XmlNode };

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  // Go's encoder writes the quotes of a TXT record as &#34;.
  processEntities: true,
  htmlEntities: true,
  trimValues: false,
});

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: "@" });

export function parseXml(xml: string): XmlNode {
  const node: XmlNode = parser.parse(xml);
  return node;
}

/** A whole document: `buildXml({ Error: { Code: "x" } })`; attributes begin with `@`. */
export function buildXml(document: { [tag: string]: unknown }): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(document)}`;
}

/** Every element of that name, at any depth, in document order. */
export function elements(node: XmlNode | undefined, tag: string): XmlNode[] {
  if (node === undefined || typeof node === "string") {
    return [];
  }
  if (Array.isArray(node)) {
    return node.flatMap((child) => elements(child, tag));
  }
  return Object.entries(node).flatMap(([name, child]) => {
    if (name === tag) {
      return Array.isArray(child) ? child : [child];
    }
    return elements(child, tag);
  });
}

/** The first element of that name, at any depth. */
export function element(node: XmlNode | undefined, tag: string): XmlNode | undefined {
  return elements(node, tag)[0];
}

/** The text of every element of that name, at any depth. */
export function texts(node: XmlNode | undefined, tag: string): string[] {
  return elements(node, tag).filter((value) => typeof value === "string");
}

/** The text of the first element of that name, at any depth. */
export function text(node: XmlNode | undefined, tag: string): string | undefined {
  return texts(node, tag)[0];
}
