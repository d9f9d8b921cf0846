import { type ParseArgsConfig, parseArgs } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** A command line, taken apart. */
export interface Taken {
  readonly positionals: readonly string[];
  /** what each option was given; a switch has an empty text */
  readonly given: ReadonlyMap<string, readonly string[]>;
  /** what stands behind `--`, for Terraform */
  readonly terraform: readonly string[];
  readonly problems: readonly string[];
}

/** Takes a command line apart, past the first thing that is wrong with it. */
export function takeApart(command: string, args: readonly string[], options: Options): Taken {
  const cut = args.indexOf("--");
  const own = cut < 0 ? args : args.slice(0, cut);
  const { tokens } = parseArgs({ args: [...own], options, strict: false, tokens: true });
  const positionals: string[] = [];
  const problems: string[] = [];
  const given = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value = "", inlineValue } = token;
    const option = options[name];
    if (option === undefined) {
      problems.push(`${command}: unknown option ${rawName}`);
    } else if (option.type === "boolean" && token.value !== undefined) {
      problems.push(`${command}: ${rawName} takes no value, found "${value}"`);
    } else if (option.type === "string" && (value === "" || (!inlineValue && value.startsWith("-")))) {
      problems.push(`${command}: ${rawName} takes a value, found "${value}"`);
    } else if (given.has(name) && option.multiple !== true) {
      problems.push(`${command}: ${rawName} is there twice`);
    } else {
      given.set(name, [...(given.get(name) ?? []), value]);
    }
  }
  return { positionals, given, terraform: cut < 0 ? [] : args.slice(cut + 1), problems };
}

/** What is wrong with the one environment that a command takes. */
export function nameProblems(command: string, positionals: readonly string[]): string[] {
  const [name = "", ...rest] = positionals;
  return rest.length === 0 && /^[A-Za-z0-9][A-Za-z0-9-]*$/.test(name)
    ? []
    : [`${command}: takes one environment, found "${positionals.join(" ")}"`];
}

/** Options that the command gives Terraform itself, or that would hide what it reads. */
export function terraformProblems(
  command: string,
  terraform: readonly string[],
  own: Readonly<Record<string, string>>,
): string[] {
  return terraform.flatMap((argument) => {
    const [, name = ""] = /^--?([a-z-]+)/.exec(argument) ?? [];
    const instead = own[name];
    return instead === undefined ? [] : [`${command}: ${argument} is not for Terraform: ${instead}`];
  });
}
