import { parse } from "yaml";
import { jobsOf, problemsIn } from "../../test-support/gitlab-ci";
import { textOf } from "../../test-support/source-files";

const TEXT = textOf("examples/pipelines/gitlab/.gitlab-ci.yml");
const MERGE_REQUEST = { CI_PIPELINE_SOURCE: "merge_request_event" };

describe("examples/pipelines/gitlab/.gitlab-ci.yml", () => {
  it("is what GitLab's schema wants", () => {
    expect(problemsIn(TEXT)).toEqual([]);
  });

  it("would not pass with a value that GitLab does not know", () => {
    expect(problemsIn(TEXT.replace("when: manual", "when: sometimes"))).toContainEqual(
      expect.stringMatching(/'when' property must be one of .*sometimes/),
    );
  });

  it("plans what was merged, and applies it after a click", () => {
    expect(jobsOf(TEXT)).toEqual(["plan production: on_success", "apply production: manual"]);
  });

  it("reviews a merge request of the project's own", () => {
    const own = { ...MERGE_REQUEST, CI_MERGE_REQUEST_SOURCE_PROJECT_PATH: "team/shop" };
    expect(jobsOf(TEXT, own)).toEqual(["check production: on_success", "review production: on_success"]);
  });

  it("gives a merge request from a fork no role", () => {
    const fork = { ...MERGE_REQUEST, CI_MERGE_REQUEST_SOURCE_PROJECT_PATH: "stranger/shop" };
    expect(jobsOf(TEXT, fork)).toEqual(["check production: on_success"]);
    expect(parse(TEXT)["check production"]).not.toHaveProperty("extends");
    expect(parse(TEXT)["default"]).not.toHaveProperty("id_tokens");
  });

  it("looks for drift on a schedule, and does nothing else", () => {
    expect(jobsOf(TEXT, { CI_PIPELINE_SOURCE: "schedule" })).toEqual(["drift production: on_success"]);
  });

  it("is another environment's by a change of one word", () => {
    const other = TEXT.replaceAll("production", "staging");
    expect(jobsOf(other)).toEqual(["plan staging: on_success", "apply staging: manual"]);
  });

  it("hands the plan on encrypted, for a day, to nobody but the next job", () => {
    const { "plan production": plan, "apply production": apply } = parse(TEXT);
    expect(plan.artifacts).toEqual({ paths: ["plan.cms"], access: "none", expire_in: "1 day" });
    expect([plan.resource_group, apply.resource_group, apply.environment]).toEqual(
      Array(3).fill("production"),
    );
    expect(apply.interruptible).toBe(false);
  });
});
