import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ALL } from "../../acceptance/verify/checks";
import { ROOT, textOf } from "../../test-support/source-files";

const EVIDENCE = textOf("docs/evidence.md");
const REPORTS = join("docs", "acceptance");

/** The reports of runs that somebody has committed, without their endings. */
const committed = existsSync(join(ROOT, REPORTS))
  ? readdirSync(join(ROOT, REPORTS)).flatMap((name) => /^(.*)\.json$/.exec(name)?.[1] ?? [])
  : [];

describe("docs/evidence.md", () => {
  it("lists every check of acceptance, and no other", () => {
    const section = EVIDENCE.slice(EVIDENCE.indexOf("\n## Acceptance on AWS\n"));
    const table = section.slice(0, section.indexOf("\n## ", 1));
    const rows = [...table.matchAll(/^\| (`.*?) \|/gm)].map(([, cell = ""]) => cell);
    const listed = rows.flatMap((cell) => [...cell.matchAll(/`([a-z0-9-]+)`/g)].map(([, id = ""]) => id));
    expect(listed.sort()).toEqual(ALL.map(({ id }) => id).sort());
  });

  it("says that nothing was run on AWS exactly as long as no report says otherwise", () => {
    expect(EVIDENCE.includes("Nothing was run on AWS yet.")).toBe(committed.length === 0);
    expect(textOf("README.md").includes("Not yet run on AWS")).toBe(committed.length === 0);
  });

  it("has an empty column AWS until then", () => {
    const rows = [...EVIDENCE.matchAll(/^\| [^|]+ \| ([^|]+) \| [^|]+ \| [^|]+ \|$/gm)].map(
      ([, cell]) => cell,
    );
    const filled = rows.filter((cell) => !["AWS", "-"].includes(cell ?? ""));
    expect(rows.length).toBeGreaterThan(20);
    expect(filled.length > 0).toBe(committed.length > 0);
  });

  for (const name of committed) {
    it(`takes only reports of AWS that are accepted: ${name}`, () => {
      expect(JSON.parse(textOf(join(REPORTS, `${name}.json`)))).toMatchObject({
        accepted: true,
        place: "AWS",
      });
      expect(EVIDENCE).toContain(`acceptance/${name}.md`);
    });
  }
});

it("has checks of different names and claims", () => {
  expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
  expect(new Set(ALL.map(({ claim }) => claim)).size).toBe(ALL.length);
});
