/** What a name server, or a resolver for it, has to say to one question. */
export type Answer<T> =
  | { readonly kind: "records"; readonly records: readonly T[] }
  /** there is no such record, or no such name */
  | { readonly kind: "none" }
  /** the resolver works, and the name's own servers give it no answer: SERVFAIL, REFUSED */
  | { readonly kind: "failed"; readonly reason: string }
  /** nobody answers at all: this says nothing about the name */
  | { readonly kind: "unanswered"; readonly reason: string };

/** One CAA record (RFC 8659). */
export interface Caa {
  readonly critical: boolean;
  /** `issue`, `issuewild`, `iodef` or something newer, in lower case */
  readonly tag: string;
  readonly value: string;
}

/** Where DNS questions go. Names come without a final dot, and so do answers, in lower case. */
export interface Dns {
  /** who answers, in words: `127.0.0.1:5353` */
  readonly source: string;
  ns(name: string): Promise<Answer<string>>;
  cname(name: string): Promise<Answer<string>>;
  caa(name: string): Promise<Answer<Caa>>;
}

/** A name as two are compared. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
