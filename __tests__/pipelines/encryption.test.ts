import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { planKeys } from "../../test-support/github/plan-keys";
import { readWorkflow } from "../../test-support/github/workflow";
import { requires } from "../../test-support/requires";
import { ROOT, textOf } from "../../test-support/source-files";

const SECRET = "what-the-plan-holds-in-clear-and-nobody-may-read";

/** How a pipeline hands its plan on, and takes it: a script each, and how the keys come to it. */
interface Handing {
  readonly encrypt: string;
  readonly decrypt: string;
  readonly key: (folder: string, name: string, value: string) => string;
}

function github(): Handing {
  const { jobs } = readWorkflow(join(ROOT, "examples/pipelines/github/apply.yml"));
  const script = (job: string, name: string) =>
    jobs[job]?.steps.find((step) => step.name === name)?.run ?? "exit 9";
  return {
    encrypt: script("plan", "encrypt"),
    decrypt: script("apply", "decrypt"),
    // GitHub hands a value over as it is, without the line's end that it was pasted with.
    key: (_folder, _name, value) => value.trimEnd(),
  };
}

function gitlab(): Handing {
  const file: Record<string, { script: string[] }> = parse(
    textOf("examples/pipelines/gitlab/.gitlab-ci.yml"),
  );
  const script = (job: string) =>
    (file[job]?.script ?? ["exit 9"]).filter((line) => !line.startsWith("./gatehouse ")).join("\n");
  return {
    encrypt: script("plan production"),
    decrypt: script("apply production"),
    key: (folder, name, value) => {
      writeFileSync(join(folder, name), value, { mode: 0o600 });
      return join(folder, name);
    },
  };
}

requires("openssl")("the plan between two jobs", () => {
  const keys = planKeys();

  describe.each([
    ["GitHub Actions", github()],
    ["GitLab CI", gitlab()],
  ])("of %s", (_, { encrypt, decrypt, key }) => {
    let folder: string;
    const plan = () => join(folder, ".gatehouse", "plans", "production.tfplan");

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "encryption-"));
      mkdirSync(join(folder, ".gatehouse", "plans"), { recursive: true });
      for (const each of [plan(), `${plan()}.json`]) writeFileSync(each, SECRET, { mode: 0o600 });
    });

    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    const bash = (script: string, variables: Readonly<Record<string, string>>) => {
      const env = { PATH: process.env.PATH, ENVIRONMENT: "production", RUNNER_TEMP: folder, ...variables };
      return spawnSync("bash", ["-eo", "pipefail", "-c", script], { cwd: folder, env }).status;
    };
    const handOn = () => {
      expect(bash(encrypt, { PLAN_CERTIFICATE: key(folder, "certificate", keys.certificate) })).toBe(0);
      rmSync(join(folder, ".gatehouse"), { recursive: true });
    };
    const take = (privateKey: string) => bash(decrypt, { PLAN_KEY: key(folder, "key", privateKey) });

    it("arrives as it was, for its owner alone, and leaves nothing else", () => {
      handOn();
      expect(readFileSync(join(folder, "plan.cms")).includes(SECRET)).toBe(false);
      expect(take(keys.key)).toBe(0);
      for (const each of [plan(), `${plan()}.json`]) {
        expect(readFileSync(each, "utf8")).toBe(SECRET);
        expect(statSync(each).mode & 0o777).toBe(0o600);
      }
      expect(["plan.cms", "plan.tar"].filter((name) => existsSync(join(folder, name)))).toEqual([]);
    });

    it("is refused where a bit of it was changed", () => {
      handOn();
      const bytes = readFileSync(join(folder, "plan.cms"));
      bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
      writeFileSync(join(folder, "plan.cms"), bytes);
      expect(take(keys.key)).not.toBe(0);
      expect(existsSync(plan())).toBe(false);
    });

    it("is refused to another key", () => {
      handOn();
      expect(take(planKeys().key)).not.toBe(0);
      expect(existsSync(plan())).toBe(false);
    });

    it("is not handed on without a certificate", () => {
      expect(bash(encrypt, { PLAN_CERTIFICATE: key(folder, "certificate", "") })).not.toBe(0);
    });
  });
});
