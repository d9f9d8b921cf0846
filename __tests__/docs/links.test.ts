import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { codesOf, DOCUMENTS, proseOf, ROOT } from "./support";

interface Link {
  readonly document: string;
  readonly target: string;
}

const links = DOCUMENTS.flatMap((document) =>
  targetsOf(proseOf(document)).map((target): Link => ({ document, target })),
);

describe("documents", () => {
  it("are found", () => {
    expect(DOCUMENTS).toEqual(expect.arrayContaining(["README.md", "docs/environment.md"]));
    expect(links.length).toBeGreaterThan(50);
  });

  it("link to files and headings that are there", () => {
    expect(links.filter((link) => !resolves(link)).map(shown)).toEqual([]);
  });

  it("link to the web by https", () => {
    expect(links.filter(({ target }) => /^http:/.test(target)).map(shown)).toEqual([]);
  });

  it("name files that are there", () => {
    const folders =
      /^(config|stacks|modules|cli|local|docs|schema|test-support|__tests__|examples)\/[\w./-]*$/;
    const missing = DOCUMENTS.flatMap((document) =>
      codesOf(proseOf(document))
        .filter((code) => folders.test(code) && !existsSync(join(ROOT, code)))
        .map((code) => `${document}: ${code}`),
    );
    expect(missing).toEqual([]);
  });

  it.each(DOCUMENTS)("%s has lines of at most 120 characters, but for tables and headings", (document) => {
    const long = proseOf(document)
      .split("\n")
      .filter((line) => line.length > 120 && !/^ *\||^ {4}|^#|^\[[^\]]+\]: /.test(line));
    expect(long).toEqual([]);
  });
});

/** Inline links, and what reference links refer to. */
function targetsOf(text: string): string[] {
  const plain = text.replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, "_"));
  const inline = [...plain.matchAll(/\]\(([^()\s]+)\)/g)];
  const references = [...plain.matchAll(/^\[[^\]]+\]: (\S+)$/gm)];
  return [...inline, ...references].map(({ 1: target = "" }) => target);
}

function resolves({ document, target }: Link): boolean {
  if (/^https?:/.test(target)) return true;
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? document : normalize(join(dirname(document), path));
  if (!existsSync(join(ROOT, file))) return false;
  return anchor === undefined || headingsOf(file).includes(anchor);
}

/** The anchors that GitHub gives to headings: a repeated one is numbered. */
function headingsOf(document: string): string[] {
  const seen = new Map<string, number>();
  return [...proseOf(document).matchAll(/^#+ (.*)$/gm)].map(({ 1: heading = "" }) => {
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const slug = text.replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-");
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}

function shown({ document, target }: Link): string {
  return `${document}: ${target}`;
}
