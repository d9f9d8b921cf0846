import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { run } from "../terraform";
import { type Contexts, filled, holdsIf } from "./expressions";
import { actionOf, type Job, type Step, type Workflow } from "./workflow";

/** What GitHub would bring to a run. */
export interface RunnerOptions {
  /** a folder that each run has for itself */
  readonly folder: string;
  /** what every step finds in its environment: PATH, and where tools look */
  readonly env: NodeJS.ProcessEnv;
  /** `github`, `vars` and so on */
  readonly contexts: Contexts;
  /** the secrets of an environment of GitHub, by its name: only a job that names it has them */
  readonly secrets?: Readonly<Record<string, Contexts>>;
  /** brings the commit into a folder */
  readonly checkout: (folder: string) => void;
  /** what a role of AWS gives a job that may ask for a token */
  readonly roles?: Readonly<Record<string, NodeJS.ProcessEnv>>;
}

export interface JobResult {
  readonly result: "success" | "failure" | "skipped";
  readonly outputs: Contexts;
  readonly log: string;
  readonly summary: string;
  /** where its steps ran; none of a job that was skipped */
  readonly workspace: string;
}

/**
 * Runs the jobs of a workflow one after the other, each in a folder of its own, every `run` in bash as GitHub's runner
 * gives it; what `uses` names is done by a stand-in, or refused.
 */
export async function runWorkflow(
  workflow: Workflow,
  options: RunnerOptions,
): Promise<Record<string, JobResult>> {
  const results: Record<string, JobResult> = {};
  for (const [name, job] of Object.entries(workflow.jobs)) {
    const needed = job.needs === undefined ? undefined : results[job.needs];
    if (job.needs !== undefined && needed === undefined) throw new Error(`${name} needs a later job`);
    const contexts: Contexts = {
      ...options.contexts,
      ...(job.needs !== undefined && { needs: { [job.needs]: { outputs: needed?.outputs ?? {} } } }),
      secrets: options.secrets?.[job.environment ?? ""] ?? {},
    };
    const runs = holdsIf(job.if, contexts, needed === undefined || needed.result === "success");
    results[name] = runs
      ? await new JobRun(name, job, workflow.env, contexts, options).run()
      : { result: "skipped", outputs: {}, log: "", summary: "", workspace: "" };
  }
  return results;
}

class JobRun {
  private readonly workspace: string;
  private readonly temporary: string;
  private readonly env: NodeJS.ProcessEnv;
  private readonly steps: Record<string, Contexts> = {};
  private log = "";
  private ok = true;

  constructor(
    name: string,
    private readonly job: Job,
    env: Readonly<Record<string, string>>,
    private readonly contexts: Contexts,
    private readonly options: RunnerOptions,
  ) {
    this.workspace = join(options.folder, name, "repository");
    this.temporary = join(options.folder, name, "temp");
    for (const folder of [this.workspace, this.temporary]) mkdirSync(folder, { recursive: true });
    this.env = {
      ...options.env,
      ...env,
      CI: "true",
      GITHUB_REPOSITORY: filled("${{ github.repository }}", contexts),
      GITHUB_SHA: filled("${{ github.sha }}", contexts),
      RUNNER_TEMP: this.temporary,
    };
  }

  async run(): Promise<JobResult> {
    for (const step of this.job.steps) {
      if (holdsIf(step.if, this.all(), this.ok)) {
        const done = step.uses === undefined ? await this.script(step) : this.action(step);
        this.ok &&= done;
      }
    }
    const outputs = Object.entries(this.job.outputs ?? {}).map(([key, value]) => [
      key,
      filled(value, this.all()),
    ]);
    return {
      result: this.ok ? "success" : "failure",
      outputs: Object.fromEntries(outputs),
      log: this.log,
      summary: this.commandFile("SUMMARY"),
      workspace: this.workspace,
    };
  }

  private all(): Contexts {
    return { ...this.contexts, steps: this.steps };
  }

  private async script({ id, run: script = "", env = {} }: Step): Promise<boolean> {
    const file = join(this.temporary, "step.sh");
    writeFileSync(file, filled(script, this.all()));
    writeFileSync(this.path("OUTPUT"), "");
    const own = Object.entries(env).map(([key, value]) => [key, filled(value, this.all())]);
    const { code, text } = await run("bash", ["--noprofile", "--norc", "-eo", "pipefail", file], {
      cwd: this.workspace,
      env: {
        ...this.env,
        ...Object.fromEntries(own),
        GITHUB_OUTPUT: this.path("OUTPUT"),
        GITHUB_STEP_SUMMARY: this.path("SUMMARY"),
      },
    });
    this.log += text;
    const lines = this.commandFile("OUTPUT").split("\n").filter(Boolean);
    if (id !== undefined) {
      this.steps[id] = { outputs: Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2))) };
    }
    return code === 0;
  }

  private path(command: string): string {
    return join(this.temporary, `github-${command}`);
  }

  private commandFile(command: string): string {
    return existsSync(this.path(command)) ? readFileSync(this.path(command), "utf8") : "";
  }

  private action({ uses = "", with: given = {} }: Step): boolean {
    const artifact = join(this.options.folder, "artifacts", given["name"] ?? "none");
    switch (actionOf(uses)) {
      case "actions/checkout":
        this.options.checkout(this.workspace);
        return true;
      case "actions/setup-node":
        return true;
      case "actions/upload-artifact": {
        const file = join(this.workspace, given["path"] ?? "");
        mkdirSync(artifact, { recursive: true });
        cpSync(file, join(artifact, basename(file)));
        return true;
      }
      case "actions/download-artifact":
        cpSync(artifact, this.workspace, { recursive: true });
        return true;
      case "aws-actions/configure-aws-credentials": {
        const role = this.options.roles?.[given["role-to-assume"] ?? ""];
        if (role === undefined) throw new Error(`nobody may assume ${given["role-to-assume"]} here`);
        if (this.job.permissions["id-token"] !== "write") throw new Error("the job may ask for no token");
        Object.assign(this.env, role);
        return true;
      }
      default:
        throw new Error(`nothing stands in for ${uses}`);
    }
  }
}
