import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { DOCUMENTS, ROOT, read } from "./support";

/** Every match of a pattern in the documents and in `help`, with where it is. */
function named(pattern: RegExp): { readonly name: string; readonly at: string }[] {
  return [...DOCUMENTS, "help"].flatMap((document) =>
    [...read(document).matchAll(pattern)].map(({ 1: name = "" }) => ({ name, at: `${document}: ${name}` })),
  );
}

describe("commands that documents name", () => {
  it("npm run ... are scripts", () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(read("package.json"));
    const found = named(/\bnpm run (?:-s )?([a-z][a-z0-9:]*)/g);
    expect(found.length).toBeGreaterThan(10);
    expect(found.filter(({ name }) => !Object.hasOwn(scripts, name)).map(({ at }) => at)).toEqual([]);
  });

  it("./gatehouse ... are commands", () => {
    const { status, stderr } = spawnSync(join(ROOT, "gatehouse"), ["no-such-command"], { encoding: "utf8" });
    expect(status).toBe(2);
    const commands = /use one of (.*)/.exec(stderr)?.[1]?.split(", ") ?? [];
    const found = named(/\.\/gatehouse ([a-z]+)/g);
    expect(found.length).toBeGreaterThan(10);
    expect(found.filter(({ name }) => !commands.includes(name)).map(({ at }) => at)).toEqual([]);
  });

  it("./gatehouse local ... are in help", () => {
    const help = read("help");
    const found = named(/\.\/gatehouse local ([a-z]+)/g);
    const unknown = found.filter(({ name }) => !help.includes(`./gatehouse local ${name} `));
    expect(unknown.map(({ at }) => at)).toEqual([]);
  });
});
