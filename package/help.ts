import { CHECKOUT_ONLY } from "./checkout-only";

/** Lines about the scripts of a checkout, its copy of cdktf-cli, and the variables of its main.ts. */
const OF_A_CHECKOUT = /^ {2}(npm|npx|GATEHOUSE_ENVIRONMENTS)\b/;

/** The text of `help` as it holds for an installed package. */
export function packageHelp(help: string): string {
  return help
    .split("\n")
    .filter((line) => !OF_A_CHECKOUT.test(line))
    .flatMap(commandLine)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n");
}

/** A line about a command says how it is called here; it is left out where the package has no such command. */
function commandLine(line: string): string[] {
  const [, command = "", text = ""] = /^ {2}\.\/gatehouse (\S.*?) {2,}(\S.*)$/.exec(line) ?? [];
  if (command === "") {
    return [line];
  }
  const [name = ""] = command.split(" ");
  const called = `  npx gatehouse ${command}`.padEnd(line.length - text.length - 2);
  return Object.hasOwn(CHECKOUT_ONLY, name) ? [] : [`${called}  ${text}`];
}
