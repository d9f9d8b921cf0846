import { filesIn, textOf } from "../test-support/source-files";

const FILES = filesIn();
const MOST_LINES = 220;

function linesOf(path: string): number {
  return textOf(path).trimEnd().split("\n").length;
}

/** Folders that are one machine's, written so that this file holds none of them. */
const FOLDERS = ["work", "opt", "root", "home", "Users", "mnt"].map((name) => `/${name}/`);

function machinePaths(text: string): string[] {
  return FOLDERS.flatMap((folder) =>
    [...text.matchAll(new RegExp(`(?<![\\w.*$})~/-])${folder}[\\w.-]+`, "g"))].map(([path]) => path),
  );
}

describe("the checkout", () => {
  it("is looked at as a whole", () => {
    expect(FILES).toEqual(
      expect.arrayContaining([
        "main.ts",
        "help",
        "modules/edge/distribution.ts",
        ".ci/run",
        "package-lock.json",
      ]),
    );
  });

  it(`has no source file of more than ${MOST_LINES} lines`, () => {
    const sources = FILES.filter((path) => path.endsWith(".ts") && !path.startsWith("__tests__/"));
    expect(sources.length).toBeGreaterThan(100);
    expect(
      sources.filter((path) => linesOf(path) > MOST_LINES).map((path) => `${path}: ${linesOf(path)}`),
    ).toEqual([]);
  });

  it("holds no path of one machine", () => {
    const found = FILES.filter((path) => path !== "package-lock.json").flatMap((path) =>
      machinePaths(textOf(path)).map((each) => `${path}: ${each}`),
    );
    expect(found).toEqual([]);
  });

  it.each(FOLDERS)("would hold one below %s", (folder) => {
    expect(machinePaths(`cd ${folder}someone`)).toEqual([`${folder}someone`]);
    expect(machinePaths(`"${folder}someone"`)).toHaveLength(1);
    expect(machinePaths(`https://example.com${folder}someone`)).toEqual([]);
  });

  it("has a README in every module, and a test folder for every module", () => {
    const modules = [...new Set(FILES.flatMap((path) => /^modules\/([a-z-]+)\//.exec(path)?.[1] ?? []))];
    expect(modules.length).toBeGreaterThanOrEqual(4);
    expect(modules.filter((name) => !FILES.includes(`modules/${name}/README.md`))).toEqual([]);
    expect(
      modules.filter((name) => !FILES.some((path) => path.startsWith(`__tests__/modules/${name}/`))),
    ).toEqual([]);
  });

  it("has nothing built beside its sources", () => {
    expect(
      FILES.filter(
        (path) =>
          /\.(js|js\.map|d\.ts)$/.test(path) &&
          !["jest.config.js", "test-support/matchers.d.ts"].includes(path),
      ),
    ).toEqual([]);
  });
});
