import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assertLocal } from "../../local/world";
import { onPath } from "../../tools/places";
import { type Finished, run, TERRAFORM } from "../terraform";

/** What a team has that has no Node: Terraform, and what every system has. */
const TOOLS = ["bash", "rm", "sha256sum", "tar", TERRAFORM];

/** A machine without Node: a folder of its own, and a PATH that leads to no more than it names. */
export class WithoutNode {
  readonly folder = mkdtempSync(join(tmpdir(), "handed-over-"));
  private readonly tools = mkdtempSync(join(tmpdir(), "tools-"));
  private readonly env: NodeJS.ProcessEnv;

  /** @param env of a local AWS */
  constructor(env: NodeJS.ProcessEnv) {
    assertLocal(env);
    for (const tool of TOOLS) {
      const path = onPath(tool, env);
      if (path === undefined) {
        throw new Error(`there is no ${tool} on PATH`);
      }
      symlinkSync(path, join(this.tools, tool === TERRAFORM ? "terraform" : tool));
    }
    this.env = { ...env, PATH: this.tools, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
  }

  /** Runs lines of a shell, the first that fails ends them. */
  async shell(script: string, folder = "."): Promise<Finished> {
    const finished = await run(join(this.tools, "bash"), ["-euo", "pipefail", "-c", script], {
      cwd: join(this.folder, folder),
      env: this.env,
    });
    expect({ script, code: finished.code, text: finished.text }).toMatchObject({ script, code: 0 });
    return finished;
  }

  /** Whether a program is found. */
  has(program: string): boolean {
    return (
      spawnSync(join(this.tools, "bash"), ["-c", `command -v ${program}`], { env: this.env }).status === 0
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.tools, { recursive: true, force: true });
  }
}
