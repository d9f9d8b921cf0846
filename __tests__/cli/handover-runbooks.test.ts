import { Testing } from "cdktf";
import { handoverFiles } from "../../cli/handover/files";
import { RUNBOOKS } from "../../modules/observability/runbooks";
import { environment, stackOf } from "../../test-support/environments";
import { synthShape } from "../../test-support/shapes";

const filesOf = (json: string) =>
  new Map(
    handoverFiles("production", json, undefined).map(({ path, content }) => [path, content.toString()]),
  );
const pagesOf = (json: string) => [...filesOf(json).keys()].filter((path) => path.startsWith("docs/"));

describe("the runbooks of a handover", () => {
  const files = filesOf(synthShape("alarms by mail").json);

  it("are those that its alarms name, and the README names them", () => {
    expect(pagesOf(synthShape("alarms by mail").json)).toEqual(
      RUNBOOKS.map((kind) => `docs/runbooks/${kind}.md`),
    );
    expect(pagesOf(synthShape("alarms without an edge").json)).not.toContain("docs/runbooks/edge-5xx.md");
    for (const kind of RUNBOOKS) {
      expect(files.get("README.md")).toContain(`\`docs/runbooks/${kind}.md\``);
      expect(files.get("SHA256SUMS")).toContain(`docs/runbooks/${kind}.md`);
    }
  });

  it("link to nothing that is not handed over", () => {
    const targets = [...files].flatMap(([path, text]) =>
      path.startsWith("docs/")
        ? [...text.matchAll(/\]\((?!https:)([^)#]+)/g)].map(({ 1: target }) => target)
        : [],
    );
    expect(targets.length).toBeGreaterThan(5);
    expect(targets.filter((target) => !files.has(`docs/runbooks/${target}`))).toEqual([]);
  });

  it("are none where there is no alarm, or the mails link to the web", () => {
    expect(pagesOf(synthShape("smallest").json)).toEqual([]);
    const alarms = { email: "ops@example.com", runbooks: "https://wiki.example.com/runbooks/" };
    expect(pagesOf(Testing.synth(stackOf(environment({ alarms })), true))).toEqual([]);
  });
});
