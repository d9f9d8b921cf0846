import { XMLBuilder, XMLParser, XMLValidator } from "fast-xml-parser";
import { z } from "zod";
import { CloudFrontError } from "./errors";

/**
 * One XML element. Values stay strings: CloudFront's `007` is no number, and what was put must come back as
 * it was put. An element has children or text, never both (no CloudFront shape mixes them).
 */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** The shape of an {@link XmlElement} in a stored file. */
export const xmlElementSchema: z.ZodType<XmlElement> = z.object({
  name: z.string(),
  text: z.string(),
  children: z.array(z.lazy(() => xmlElementSchema)),
});

const NAMESPACE = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
  // The Go SDK writes quotes and line breaks as numeric references (`&#34;`, `&#xA;`).
  htmlEntities: true,
});

const builder = new XMLBuilder({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  processEntities: true,
});

const parsedNodes = z.array(z.record(z.string(), z.unknown()));

/** An element with text (or empty). */
export function leaf(name: string, value: string | number | boolean): XmlElement {
  return { name, text: String(value), children: [] };
}

/** An element with children; `undefined` ones are left out. */
export function node(name: string, ...children: readonly (XmlElement | undefined)[]): XmlElement {
  return { name, text: "", children: children.filter((child) => child !== undefined) };
}

/** CloudFront's list form: `Quantity`, and `Items` where there are any. */
export function list(name: string, items: readonly XmlElement[]): XmlElement {
  return node(name, leaf("Quantity", items.length), items.length > 0 ? node("Items", ...items) : undefined);
}

/** Parses a request body; refuses what is no XML, or whose root has another name. */
export function parseXml(body: string, rootName: string): XmlElement {
  if (body.trim() === "") {
    throw new CloudFrontError("MissingBody", `The request must have a ${rootName} element as its body.`);
  }
  if (XMLValidator.validate(body) !== true) {
    throw new CloudFrontError("MalformedInput", "The XML in the request is not well-formed.");
  }
  const roots = elementsOf(parser.parse(body)).children;
  const root = roots[0];
  if (roots.length !== 1 || root?.name !== rootName) {
    throw new CloudFrontError(
      "MalformedInput",
      `The body must be ${rootName}, got: ${root?.name ?? "nothing"}`,
    );
  }
  return root;
}

function elementsOf(parsed: unknown): { text: string; children: XmlElement[] } {
  let text = "";
  const children: XmlElement[] = [];
  for (const entry of parsedNodes.parse(parsed)) {
    for (const [name, value] of Object.entries(entry)) {
      if (name === "#text") {
        text += String(value);
      } else if (name !== ":@") {
        children.push({ name, ...elementsOf(value) });
      }
    }
  }
  return { text: children.length > 0 ? "" : text, children };
}

/** Serializes a document; the root carries CloudFront's namespace. */
export function buildXml(root: XmlElement): string {
  const document = [{ ...toBuilder(root), ":@": { xmlns: NAMESPACE } }];
  // A bare carriage return would be read back as a line feed.
  const xml = String(builder.build(document)).replaceAll("\r", "&#xD;");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`;
}

function toBuilder(element: XmlElement): Record<string, unknown> {
  const text = element.text === "" ? [] : [{ "#text": element.text }];
  return { [element.name]: element.children.length > 0 ? element.children.map(toBuilder) : text };
}

/** The descendant at a path of names, or `undefined`. */
export function find(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let current = element;
  for (const name of path) {
    current = current?.children.find((child) => child.name === name);
  }
  return current;
}

/** The text at a path of names; empty where there is none. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string {
  return find(element, ...path)?.text ?? "";
}

/** The members of CloudFront's list form at a path of names. */
export function itemsAt(element: XmlElement | undefined, ...path: readonly string[]): readonly XmlElement[] {
  return find(element, ...path, "Items")?.children ?? [];
}

/** The element with a child replaced where it stands, or appended. */
export function withChild(element: XmlElement, child: XmlElement): XmlElement {
  const present = element.children.some((candidate) => candidate.name === child.name);
  const children = present
    ? element.children.map((candidate) => (candidate.name === child.name ? child : candidate))
    : [...element.children, child];
  return { ...element, children };
}

/** The element with those children appended that it does not have. */
export function withDefaults(element: XmlElement, defaults: readonly XmlElement[]): XmlElement {
  const missing = defaults.filter((child) => find(element, child.name) === undefined);
  return { ...element, children: [...element.children, ...missing] };
}

/** The element with each member of one of its lists replaced. */
export function mapItems(
  element: XmlElement,
  name: string,
  replace: (item: XmlElement) => XmlElement,
): XmlElement {
  const holder = find(element, name);
  const items = find(holder, "Items");
  if (holder === undefined || items === undefined) {
    return element;
  }
  return withChild(element, withChild(holder, { ...items, children: items.children.map(replace) }));
}
