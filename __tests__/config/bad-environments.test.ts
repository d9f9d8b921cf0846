import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { BadInput } from "../../config/bad-input";
import { loadEnvironments } from "../../config/load";

const corpus = join(__dirname, "..", "fixtures", "bad-environments");
const cases = readdirSync(corpus).filter((name) => !name.endsWith(".expected"));

/** Loads one case, a file as `production.yaml`, and gives the report with paths relative to the case. */
function report(name: string): string {
  const root = mkdtempSync(join(tmpdir(), "bad-environments-"));
  try {
    const folder = join(root, "environments");
    mkdirSync(folder);
    const to = name.endsWith(".yaml") ? join(folder, "production.yaml") : folder;
    cpSync(join(corpus, name), to, { recursive: true });
    try {
      loadEnvironments(folder);
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      expect(error.message).toBe(error.lines.join("\n"));
      const prefix = `${relative(process.cwd(), root).split(sep).join("/")}/`;
      return `${error.lines.map((line) => line.replaceAll(prefix, "")).join("\n")}\n`;
    }
    return "";
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe("files that cannot be used", () => {
  it("are a corpus of some size", () => {
    expect(cases.length).toBeGreaterThanOrEqual(140);
  });

  // With GATEHOUSE_WRITE_EXPECTED set the reports are written anew, to be reviewed as a diff.
  it.each(cases)("%s", (name) => {
    const file = join(corpus, `${name.replace(/\.yaml$/, "")}.expected`);
    const found = report(name);
    if (process.env.GATEHOUSE_WRITE_EXPECTED !== undefined) writeFileSync(file, found);
    expect(found).toBe(existsSync(file) ? readFileSync(file, "utf8") : "no .expected file\n");
  });

  it.each(cases)("%s: every line has a place and a remedy", (name) => {
    for (const line of report(name).trimEnd().split("\n")) {
      expect(line).toMatch(/^environments(\/[\w.-]+)?:\d+:\d+( ("[^"]+"|[^:"])+)?: .+; .+$/);
      expect(line).not.toMatch(/Invalid input|expected .* received|undefined|\[object/);
    }
  });
});
