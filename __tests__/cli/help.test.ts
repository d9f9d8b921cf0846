import { textOf } from "../../test-support/source-files";

const HELP = textOf("help").split("\n");
const PACKAGE: { readonly scripts: Record<string, string> } = JSON.parse(textOf("package.json"));

/** The left side of each line that explains a command. */
const EXPLAINED = HELP.flatMap((line) => {
  const [, command = ""] = /^ {2}((?:npm|npx|\.\/gatehouse) \S.*?) {2,}\S/.exec(line) ?? [];
  return command === "" ? [] : [command];
});

/** The script that a line is about: `npm start`, `npm test`, `npm run x`. */
const SCRIPTS = EXPLAINED.flatMap((command) => {
  const [, name] = /^npm (?:run )?(\S+)/.exec(command) ?? [];
  return name === undefined ? [] : [name];
});

/** The commands of cli/gatehouse.ts, which runs when it is imported. */
const COMMANDS = [...textOf("cli/gatehouse.ts").matchAll(/^ {2}"?([a-z][a-z-]*)"?: \(\) => import\(/gm)].map(
  ([, name = ""]) => name,
);

/** What comes after `./gatehouse`, without arguments. */
const GATEHOUSE = EXPLAINED.filter((command) => command.startsWith("./gatehouse ")).map((command) =>
  command
    .split(" ")
    .slice(1)
    .filter((word) => /^[a-z-]+$/.test(word) && word !== "--"),
);

describe("help", () => {
  it("has each script of package.json in one line, and no other", () => {
    expect([...SCRIPTS].sort()).toEqual(Object.keys(PACKAGE.scripts).sort());
  });

  it("has npm run before every script that needs it", () => {
    const short = EXPLAINED.filter((command) => /^npm (?!run )/.test(command));
    expect(short.sort()).toEqual(["npm start", "npm test"]);
  });

  it("has each command of gatehouse, and no other", () => {
    expect(COMMANDS.length).toBeGreaterThan(2);
    expect([...new Set(GATEHOUSE.map(([name]) => name))].sort()).toEqual([...COMMANDS].sort());
  });

  it("has each command in one line, and only a command with parts in several", () => {
    const lines = GATEHOUSE.map((words) => words.join(" "));
    expect(lines).toEqual([...new Set(lines)]);
    const several = COMMANDS.filter((name) => GATEHOUSE.filter(([first]) => first === name).length > 1);
    expect(several).toEqual(["local"]);
  });

  it("has each part of local in one line, and no other", () => {
    const [, actions = ""] = /^const ACTIONS[^=]*= \{(.*)\};$/m.exec(textOf("cli/local.ts")) ?? [];
    const parts = [...actions.matchAll(/(\w+):/g)].map(([, name = ""]) => name);
    expect(parts.length).toBeGreaterThan(2);
    expect(
      GATEHOUSE.filter(([name]) => name === "local")
        .map(([, part]) => part)
        .sort(),
    ).toEqual(parts.sort());
  });

  it("names scripts that do the same as a command by that command", () => {
    const same = Object.entries(PACKAGE.scripts).filter(
      ([name, script]) => script.startsWith("./gatehouse ") && name !== "start",
    );
    for (const [name, script] of same) {
      expect(HELP.filter((line) => line.startsWith(`  npm run ${name} `))).toEqual([
        expect.stringMatching(new RegExp(` {2,}the same as ${script}$`)),
      ]);
    }
    expect(same.length).toBeGreaterThan(0);
  });

  it("has every line in the form of its block, none longer than a terminal", () => {
    expect(HELP.filter((line) => line.length > 120)).toEqual([]);
    expect(HELP.filter((line) => /^ {2}(npm|npx|\.\/)/.test(line))).toHaveLength(EXPLAINED.length);
  });
});
