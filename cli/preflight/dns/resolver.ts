import { Resolver } from "node:dns/promises";
import { type Answer, type Caa, type Dns, plainName } from "./answers";

const NO_SUCH = ["ENODATA", "ENOTFOUND"];
/** What a resolver says when it has asked and got nothing it can use. */
const FAILED = ["ESERVFAIL", "EREFUSED"];
const MILLISECONDS = 3000;

/** Asks the resolver of this machine, or another. */
export class ResolverDns implements Dns {
  readonly source: string;
  private readonly resolver = new Resolver({ timeout: MILLISECONDS, tries: 2 });
  private alive: Promise<boolean> | undefined;

  /** @param server such as `127.0.0.1:5353` @default the resolvers of this machine */
  constructor(server?: string) {
    if (server !== undefined) {
      this.resolver.setServers([server]);
    }
    this.source = server ?? (this.resolver.getServers().join(", ") || "no resolver");
  }

  async ns(name: string): Promise<Answer<string>> {
    return this.ask(async () => (await this.resolver.resolveNs(name)).map(plainName));
  }

  async cname(name: string): Promise<Answer<string>> {
    return this.ask(async () => (await this.resolver.resolveCname(name)).map(plainName));
  }

  async caa(name: string): Promise<Answer<Caa>> {
    return this.ask(async () => (await this.resolver.resolveCaa(name)).map(readCaa));
  }

  private async ask<T>(question: () => Promise<readonly T[]>): Promise<Answer<T>> {
    try {
      const records = await question();
      return records.length === 0 ? { kind: "none" } : { kind: "records", records };
    } catch (error) {
      const code = codeOf(error);
      if (NO_SUCH.includes(code)) return { kind: "none" };
      // A resolver that is cut off says the same of every name.
      const failed = FAILED.includes(code) && (await this.answersAtAll());
      return failed
        ? { kind: "failed", reason: wordOf(code) }
        : { kind: "unanswered", reason: this.silence(code) };
    }
  }

  /** Whether it knows who serves the root, as every resolver does that reaches the internet. */
  private answersAtAll(): Promise<boolean> {
    this.alive ??= this.resolver.resolveNs(".").then(
      () => true,
      (error) => NO_SUCH.includes(codeOf(error)),
    );
    return this.alive;
  }

  private silence(code: string): string {
    return `${this.source} does not answer (${wordOf(code)})`;
  }
}

/** Node has the tag as a key of its own, beside `critical`. */
function readCaa({ critical, ...property }: { readonly critical: number }): Caa {
  const [[tag, value] = ["", ""]] = Object.entries(property);
  return { critical: critical !== 0, tag: tag.toLowerCase(), value: String(value) };
}

/** @throws what is no answer of a resolver */
function codeOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string") {
    return error.code;
  }
  throw error;
}

function wordOf(code: string): string {
  return code.replace(/^E/, "");
}
