import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironment, loadEnvironments } from "../../config/load";

const example = join(__dirname, "..", "..", "examples", "environments", "many");

/** Runs `use` in a folder that holds what the example holds. */
function inCopy<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "many-"));
  try {
    cpSync(example, folder, { recursive: true });
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function preview(branch: string, folder: string): { readonly name: string; readonly stderr: string } {
  const script = join(example, "preview.sh");
  const { stdout, stderr } = spawnSync("sh", [script, branch, folder], { encoding: "utf8" });
  return { name: stdout.trimEnd(), stderr };
}

describe("examples/environments/many", () => {
  it("can be used, without a warning", () => {
    const { environments, warnings } = loadEnvironments(example);
    expect(warnings).toEqual([]);
    expect(
      environments.map(({ environment, accountId, domain, state }) => [
        environment,
        accountId,
        domain.name,
        state,
      ]),
    ).toEqual([
      [
        "production",
        "210987654321",
        "example.com",
        {
          type: "s3",
          bucket: "shop-terraform-state-production",
          region: "eu-west-1",
          key: "shop/production/terraform.tfstate",
        },
      ],
      [
        "staging",
        "123456789012",
        "staging.example.com",
        {
          type: "s3",
          bucket: "shop-terraform-state",
          region: "eu-west-1",
          key: "shop/staging/terraform.tfstate",
        },
      ],
    ]);
  });

  it.each(readdirSync(example).filter((name) => name.endsWith(".yaml")))(
    "%s is short, and names its schema in the first line",
    (name) => {
      const lines = readFileSync(join(example, name), "utf8").trimEnd().split("\n");
      expect(lines[0]).toBe("# yaml-language-server: $schema=../../../schema/partial.schema.json");
      expect(lines.length).toBeLessThanOrEqual(15);
    },
  );
});

describe("preview.sh", () => {
  const branches = [
    ...[
      "main",
      "feature-x",
      "feature/x",
      "feature_x",
      "Feature-X",
      "FEATURE/X",
      "feature/x ",
      "a",
      "1",
      "x.y",
    ],
    ...[
      "twelve-chars",
      "thirteen-char",
      "renovate/a-very-long-name",
      "renovate/a-very-long-nama",
      "-x",
      "x-",
      "--",
    ],
    ...["日本語", "ö", "a'b\"c$(d)`e`\\", "%s%d", "null", "x-y-ee616", "e".repeat(200), "e".repeat(201)],
  ];

  it("makes an environment of its own of every branch, the same each time", () => {
    inCopy((folder) => {
      const names = branches.map((branch) => preview(branch, folder));
      expect(names.filter(({ name, stderr }) => stderr !== "" || !/^preview-[a-z0-9-]+$/.test(name))).toEqual(
        [],
      );
      expect(new Set(names.map(({ name }) => name)).size).toBe(branches.length);
      expect(branches.map((branch) => preview(branch, folder).name)).toEqual(names.map(({ name }) => name));
      const { environments, warnings } = loadEnvironments(folder);
      expect(warnings).toEqual([]);
      expect(environments).toHaveLength(branches.length + 2);
      const previews = environments.filter(({ environment }) => environment.startsWith("preview-"));
      for (const { environment, project, protect, tags, domain, state } of previews) {
        expect({ protect, tags }).toEqual({ protect: false, tags: { purpose: "preview", team: "shop" } });
        expect(domain.name).toBe(`${environment.replace("preview-", "")}.preview.example.com`);
        expect(state).toMatchObject({ key: `${project}/${environment}/terraform.tfstate` });
      }
    });
  });

  it.each(["main", "feature-x", "twelve-chars"])("takes a branch that is a name as it is: %s", (branch) => {
    inCopy((folder) => {
      expect(preview(branch, folder).name).toBe(`preview-${branch}`);
      const { environment } = loadEnvironment(join(folder, `preview-${branch}.yaml`));
      expect(environment.environment).toBe(`preview-${branch}`);
    });
  });

  it("writes nothing without a branch", () => {
    inCopy((folder) => {
      const { name, stderr } = preview("", folder);
      expect({ name, stderr }).toEqual({ name: "", stderr: expect.stringContaining("write the branch") });
      expect(readdirSync(folder).filter((file) => file.startsWith("preview-"))).toEqual([]);
    });
  });
});
