/** The body of a resource, or of a block in it. */
export type Body = Readonly<Record<string, unknown>>;

/** A resource or data source of a synthesized stack. */
export interface Element {
  /** `aws_lb.public` */
  readonly address: string;
  readonly type: string;
  /** the construct that made it; undefined where an override did */
  readonly path?: string;
  readonly body: Body;
}

/** Blocks that are one expression hold it under this name. */
export const EXPRESSION = "(expression)";

/**
 * Terraform's JSON of a stack, overrides applied: what is written, and so what is judged.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export class Document {
  private readonly root: Body;
  private readonly locals: Body;
  private readonly byType: ReadonlyMap<string, readonly Element[]>;
  private readonly dataByType: ReadonlyMap<string, readonly Element[]>;

  constructor(json: unknown) {
    this.root = isBody(json) ? json : {};
    this.locals = bodiesOf(this.root["locals"])[0] ?? {};
    this.byType = elementsOf(this.root["resource"]);
    this.dataByType = elementsOf(this.root["data"]);
  }

  /** Every resource of these types. */
  resources(...types: readonly string[]): Element[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The types of all resources. */
  get types(): string[] {
    return [...this.byType.keys()];
  }

  /** The blocks of a provider. */
  providers(name: string): Body[] {
    return bodiesOf(this.root["provider"]).flatMap((each) => bodiesOf(each[name]));
  }

  /** The Terraform modules that are called: what they make is not in this document. */
  get modules(): string[] {
    return bodiesOf(this.root["module"]).flatMap((each) => Object.keys(each));
  }

  /** The data source or resource at an address. */
  at(address: string | undefined): Element | undefined {
    if (address === undefined) return undefined;
    const isData = address.startsWith("data.");
    const own = isData ? address.slice("data.".length) : address;
    const type = own.slice(0, own.indexOf("."));
    return (isData ? this.dataByType : this.byType).get(type)?.find((each) => each.address === own);
  }

  /** A value as it stands; one that is a local alone, as the local stands. */
  value(value: unknown): unknown {
    if (typeof value !== "string" || !value.startsWith("${local.")) return value;
    const [, name] = /^\$\{local\.([A-Za-z0-9_-]+)\}$/.exec(value) ?? [];
    return name !== undefined && name in this.locals ? this.locals[name] : value;
  }

  /** The blocks of an argument: JSON holds one, a list, a dynamic block, or an expression in place of them. */
  blocks(body: Body, name: string): Body[] {
    const dynamic = bodiesOf(body["dynamic"]).flatMap((each) => bodiesOf(each[name]));
    return [
      ...listOf(this.value(body[name])).flatMap(blockOf),
      ...dynamic.flatMap(({ content }) => listOf(content).flatMap(blockOf)),
    ];
  }

  /** The texts of an argument that is one or a list of them. */
  texts(value: unknown): string[] {
    return listOf(this.value(value)).map((each) => String(this.value(each)));
  }
}

/** Whether Terraform fills in a part of it or the whole. */
export function isExpression(value: unknown): boolean {
  return typeof value === "string" && /(^|[^$])[$%]\{/.test(value);
}

/** The resource or data source that an argument refers to, and nothing else: `aws_lb.public`. */
export function referenceOf(value: unknown): string | undefined {
  const [, address] = /^\$\{((?:data\.)?[a-z0-9_]+\.[A-Za-z0-9_-]+)\.[a-z0-9_]+\}$/.exec(String(value)) ?? [];
  return address;
}

export function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function bodiesOf(value: unknown): Body[] {
  return listOf(value).filter(isBody);
}

function blockOf(value: unknown): Body[] {
  if (isBody(value)) return [value];
  return value === null || value === undefined ? [] : [{ [EXPRESSION]: String(value) }];
}

function elementsOf(all: unknown): Map<string, Element[]> {
  const found = new Map<string, Element[]>();
  for (const byType of bodiesOf(all)) {
    for (const [type, names] of Object.entries(byType)) {
      const elements = bodiesOf(names).flatMap((byName) =>
        Object.entries(byName).flatMap(([name, bodies]) =>
          bodiesOf(bodies).map((body) => ({ address: `${type}.${name}`, type, path: pathOf(body), body })),
        ),
      );
      found.set(type, [...(found.get(type) ?? []), ...elements]);
    }
  }
  return found;
}

function pathOf(body: Body): string | undefined {
  const [comment] = bodiesOf(body["//"]);
  const [metadata] = bodiesOf(comment?.["metadata"]);
  const path = metadata?.["path"];
  return typeof path === "string" ? path : undefined;
}
