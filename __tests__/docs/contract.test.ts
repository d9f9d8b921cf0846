import { contractAcross } from "../../config/contract/across";
import { allRules } from "../../config/contract/all";
import { withRules } from "../../config/contract/table";
import { read, rowsOf, sectionOf } from "./support";

describe("docs/contract.md", () => {
  it("has the rules that the code has; write them anew with: npm run schema", () => {
    const text = read("docs/contract.md");
    expect(withRules(text)).toBe(text);
  });

  it("has a row for each, and no other", () => {
    const ids = rowsOf(sectionOf("docs/contract.md", "## Rules")).map(([id = ""]) => id.replaceAll("`", ""));
    expect(ids.sort()).toEqual([...allRules, ...contractAcross].map(({ id }) => id).sort());
  });

  it("keeps what is written by hand around them", () => {
    const [begin, end] = ["<!-- rules: written by npm run schema -->", "<!-- rules: end -->"];
    const text = withRules(`before\n${begin}\nold\n${end}\nafter\n`);
    expect(text).toMatch(/^before\n<!--[\s\S]*-->\nafter\n$/);
    expect(text).not.toContain("old\n");
    expect(() => withRules("no markers")).toThrow("must hold the lines");
  });
});
