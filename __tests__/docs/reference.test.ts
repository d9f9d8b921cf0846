import { withReference } from "../../config/reference";
import { COMBINATIONS, type WayIn } from "../../test-support/legal-combinations";
import { SHAPE_NAMES, synthShape } from "../../test-support/shapes";
import { codesOf, read, rowsOf, sectionOf } from "./support";

describe("docs/environment.md", () => {
  it("has the reference that the schema says; write it anew with: npm run schema", () => {
    const text = read("docs/environment.md");
    expect(withReference(text)).toBe(text);
  });

  it("keeps what is written by hand around the reference", () => {
    const [begin, end] = ["<!-- reference: written by npm run schema -->", "<!-- reference: end -->"];
    const text = withReference(`before\n${begin}\nold\n${end}\nafter\n`);
    expect(text).toMatch(/^before\n<!--/);
    expect(text).toMatch(/-->\nafter\n$/);
    expect(text).not.toContain("old\n");
    expect(text.match(/^### /gm)?.length).toBeGreaterThan(10);
    expect(() => withReference("no markers")).toThrow("must hold the lines");
  });
});

describe("the table of what is legal with what", () => {
  const rows = rowsOf(sectionOf("docs/environment.md", "## Exposure: what is legal with what"));
  const documented = rows
    .flatMap(([edge = "", exposure = "", http = "", site = "", result = "", comers = ""]) =>
      valuesOf(edge, ["true", "false"]).flatMap((on) =>
        valuesOf(exposure, ["cloudfront", "internet", "private"]).flatMap((who) =>
          valuesOf(http, ["redirect", "forward", "closed"]).flatMap((port80) =>
            valuesOf(site, ["yes", "no"]).map(
              (bucket) =>
                `edge ${on}, ${who}, http ${port80}, site ${bucket}: ${result.split(":")[0]}; ${comers}`,
            ),
          ),
        ),
      ),
    )
    .sort();

  // That the loader and the stack do as this says is a test of theirs.
  const expected = COMBINATIONS.flatMap((combination) =>
    [true, false].map((site) => {
      const { edge, exposure, http } = combination;
      const legal = combination.outcome !== "refused" && (combination.site || !site);
      const result = legal
        ? { legal: "built", warned: "built, warned", refused: "" }[combination.outcome]
        : "refused";
      const comers = legal ? comersOf(combination.wayIn) : "";
      return `edge ${edge}, ${exposure}, http ${http}, site ${site ? "yes" : "no"}: ${result}; ${comers}`;
    }),
  ).sort();

  it("has each combination once, and says what becomes of it", () => {
    expect(documented).toHaveLength(36);
    expect(documented).toEqual(expected);
  });
});

function valuesOf(cell: string, all: readonly string[]): readonly string[] {
  if (cell === "any") return all;
  const listed = codesOf(cell);
  return listed.length > 0 ? listed : [cell];
}

function comersOf(ways: readonly WayIn[]): string {
  const [https, http] = [443, 80].map((port) => ways.find((way) => way.port === port));
  if (https?.from === "CloudFront") return "CloudFront to 443, with the secret";
  if (https?.from === "CloudFront, in the VPC") return "CloudFront from within the VPC to 443";
  if (http?.answer === "redirect to HTTPS") return "anyone to 443; 80 redirects to HTTPS";
  return http === undefined ? "anyone to 443" : "anyone to 443 and 80";
}

describe("the table of outputs in docs/deploying.md", () => {
  const documented = rowsOf(sectionOf("docs/deploying.md", "## Outputs")).map(
    ([name = ""]) => codesOf(name)[0],
  );
  const outputs = SHAPE_NAMES.flatMap((name) => Object.entries(synthShape(name).output));

  it("has every output of a stack, and no other", () => {
    expect([...new Set(outputs.map(([name]) => name))].sort()).toEqual([...documented].sort());
  });
});

describe("docs/decisions/dependencies.md", () => {
  it("has every package that Gatehouse runs on, as it is installed", () => {
    const manifest: { dependencies: object; peerDependencies: object } = JSON.parse(read("package.json"));
    const packages = Object.keys({ ...manifest.peerDependencies, ...manifest.dependencies });
    const installed = packages.map((name) => {
      const { version, license }: { version: string; license: string } = JSON.parse(
        read(`node_modules/${name}/package.json`),
      );
      return [`\`${name}\``, version, license];
    });
    const rows = rowsOf(read("docs/decisions/dependencies.md"));
    expect(rows.map((row) => row.slice(0, 3))).toEqual(installed);
    expect(rows.filter((row) => row.length !== 4 || row[3] === "")).toEqual([]);
  });
});

describe("docs/decisions/README.md", () => {
  it("has every record under its title", () => {
    const rows = rowsOf(read("docs/decisions/README.md")).filter(([link = ""]) => /^\[\d/.test(link));
    const titles = rows.map(([link = "", title]) => {
      const [, number, file = ""] = /^\[(\d+)\]\((.*)\)$/.exec(link) ?? [];
      return [`# ${number}: ${title}`, read(`docs/decisions/${file}`).split("\n", 1)[0]];
    });
    expect(titles.length).toBeGreaterThan(7);
    expect(titles.filter(([expected, found]) => expected !== found)).toEqual([]);
  });
});
