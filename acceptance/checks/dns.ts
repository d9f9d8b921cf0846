import { Resolver } from "node:dns/promises";
import { codeOf } from "../../tools/failure";
import { judge, orFail, type Verdict } from "./verdict";

/** Every address of a name; none where it has none of that type. */
export type Resolve = (name: string, type: "A" | "AAAA") => Promise<readonly string[]>;

/** Asks this machine's resolver. */
export const resolve: Resolve = async (name, type) => {
  const resolver = new Resolver({ timeout: 5000, tries: 3 });
  try {
    return type === "A" ? await resolver.resolve4(name) : await resolver.resolve6(name);
  } catch (error) {
    if (["ENODATA", "ENOTFOUND"].includes(codeOf(error))) return [];
    throw error;
  }
};

/** The name has addresses of both families. */
export function bothFamilies({ name }: { readonly name: string }, ask: Resolve): Promise<Verdict> {
  return orFail(async () => {
    const [v4, v6] = await Promise.all([ask(name, "A"), ask(name, "AAAA")]);
    return judge(countsOf(v4, v6), [
      v4.length === 0 && "there is no A record",
      v6.length === 0 && "there is no AAAA record",
    ]);
  });
}

/** The name has addresses of IPv4 alone, as what it leads to speaks no other. */
export function ipv4Alone({ name }: { readonly name: string }, ask: Resolve): Promise<Verdict> {
  return orFail(async () => {
    const [v4, v6] = await Promise.all([ask(name, "A"), ask(name, "AAAA")]);
    return judge(countsOf(v4, v6), [
      v4.length === 0 && "there is no A record",
      v6.length > 0 && "there is an AAAA record to what speaks no IPv6",
    ]);
  });
}

function countsOf(v4: readonly string[], v6: readonly string[]): string {
  return `${v4.length} A, ${v6.length} AAAA`;
}
