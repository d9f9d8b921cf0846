import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { atlantis } from "../../examples/pipelines/atlantis/generate";
import { environmentText } from "../../test-support/environments";
import { ROOT, textOf } from "../../test-support/source-files";

const ENVIRONMENTS = join(ROOT, "examples/environments/many");
const requirement = z.enum(["approved", "mergeable", "undiverged"]);
const steps = z.strictObject({ steps: z.array(z.strictObject({ run: z.string() })) });

/**
 * What Atlantis reads, as far as these files use it: it publishes no schema.
 *
 * @see https://www.runatlantis.io/docs/repo-level-atlantis-yaml
 */
const repositoryFile = z.strictObject({
  version: z.literal(3),
  parallel_plan: z.boolean(),
  parallel_apply: z.boolean(),
  projects: z.array(
    z.strictObject({
      name: z.string().regex(/^[\w-]+$/),
      dir: z.string().regex(/^(?!.*\.\.)[\w./-]+$/),
      workflow: z.string(),
      autoplan: z.strictObject({ enabled: z.boolean(), when_modified: z.array(z.string()) }),
      execution_order_group: z.int().optional(),
      depends_on: z.array(z.string()).optional(),
    }),
  ),
});

/** @see https://www.runatlantis.io/docs/server-side-repo-config */
const serverFile = z.strictObject({
  repos: z.array(
    z.strictObject({
      id: z.string(),
      branch: z.string().regex(/^\/.*\/$/),
      apply_requirements: z.array(requirement),
      allowed_overrides: z.array(z.enum(["workflow"])),
      allowed_workflows: z.array(z.string()),
      allow_custom_workflows: z.boolean(),
      pre_workflow_hooks: z.array(
        z.strictObject({ description: z.string(), commands: z.literal("plan"), run: z.string() }),
      ),
    }),
  ),
  workflows: z.record(z.string(), z.strictObject({ plan: steps, apply: steps })),
});

const server = serverFile.parse(parse(textOf("examples/pipelines/atlantis/repos.yaml")));

function projects(text: string): z.infer<typeof repositoryFile>["projects"] {
  return repositoryFile.parse(parse(text)).projects;
}

describe("examples/pipelines/atlantis", () => {
  it("has the file that is made of examples/environments/many", () => {
    expect(textOf("examples/pipelines/atlantis/atlantis.yaml")).toBe(atlantis(ENVIRONMENTS));
  });

  it("plans an environment where its file, a base that it extends or the code has changed", () => {
    const [production, staging] = projects(atlantis(ENVIRONMENTS));
    expect([production?.name, staging?.name]).toEqual(["production", "staging"]);
    expect(production?.dir).toBe("cdktf.out/stacks/production");
    expect(production?.autoplan.when_modified).toEqual(
      expect.arrayContaining(
        ["environments/production.yaml", "environments/_base.yaml", "stacks/**"].map(
          (path) => `../../../${path}`,
        ),
      ),
    );
    expect(production?.autoplan.when_modified).not.toContain("../../../environments/staging.yaml");
  });

  it("no longer names an environment whose file is gone", () => {
    const folder = mkdtempSync(join(tmpdir(), "atlantis-"));
    try {
      cpSync(ENVIRONMENTS, folder, { recursive: true });
      rmSync(join(folder, "staging.yaml"));
      expect(projects(atlantis(folder)).map(({ name }) => name)).toEqual(["production"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("has a project for each layer, which waits for the one before", () => {
    const folder = mkdtempSync(join(tmpdir(), "atlantis-"));
    try {
      writeFileSync(join(folder, "shop.yaml"), environmentText({ environment: "shop", layout: "layered" }));
      const [first, second] = projects(atlantis(folder));
      expect(first).toMatchObject({ name: "shop-network", dir: "cdktf.out/stacks/shop-network" });
      expect(first).not.toHaveProperty("depends_on");
      expect(second).toMatchObject({ execution_order_group: 1, depends_on: ["shop-network"] });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("lets a pull request choose no workflow but the one that the server has", () => {
    const [repository] = server.repos;
    expect(repository?.allow_custom_workflows).toBe(false);
    expect(repository?.allowed_workflows).toEqual(Object.keys(server.workflows));
    expect(new Set(projects(atlantis(ENVIRONMENTS)).map(({ workflow }) => workflow))).toEqual(
      new Set(repository?.allowed_workflows),
    );
  });
});
