/** The contexts of an expression: `github.event.pull_request.number` is looked up in these. */
export interface Contexts {
  readonly [name: string]: string | Contexts;
}

/** Contexts in which what nobody has set is an empty text; elsewhere it is a misspelt name. */
const MAY_LACK = new Set(["steps", "needs", "inputs"]);

/**
 * A text with the values of its expressions.
 *
 * @throws where it uses more of GitHub's language than our workflows do
 */
export function filled(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) => lookUp(expression.trim(), contexts));
}

/**
 * Whether a job or a step runs.
 *
 * @param ok whether everything before it has succeeded, which it wants unless its condition says otherwise
 */
export function holdsIf(condition: string | undefined, contexts: Contexts, ok: boolean): boolean {
  if (condition === undefined) return ok;
  const terms = condition
    .replace(/^\s*\$\{\{(.*)\}\}\s*$/, "$1")
    .split("&&")
    .map((term) => term.trim());
  const asked = terms.some((term) => term === "always()" || term === "!cancelled()");
  return (ok || asked) && terms.every((term) => termHolds(term, contexts));
}

function termHolds(term: string, contexts: Contexts): boolean {
  if (term === "always()" || term === "!cancelled()") return true;
  const [, left = "", operator, right = ""] = /^(\S+) (==|!=) (\S+)$/.exec(term) ?? [];
  if (operator === undefined) throw new Error(`this condition is beyond what is understood here: ${term}`);
  const equal = lookUp(left, contexts) === lookUp(right, contexts);
  return operator === "==" ? equal : !equal;
}

function lookUp(expression: string, contexts: Contexts): string {
  const literal = /^'([^']*)'$/.exec(expression);
  if (literal !== null) return literal[1] ?? "";
  if (!/^[a-z]+(\.[\w-]+)+$/i.test(expression)) {
    throw new Error(`this expression is beyond what is understood here: ${expression}`);
  }
  const [root = "", ...path] = expression.split(".");
  let found: string | Contexts | undefined = contexts[root];
  for (const name of path) {
    found = typeof found === "object" ? found[name] : undefined;
  }
  if (typeof found === "string") return found;
  if (found === undefined && MAY_LACK.has(root)) return "";
  throw new Error(`there is no ${expression}`);
}
