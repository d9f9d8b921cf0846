import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { App } from "cdktf";
import { z } from "zod";
import type { StackPlace } from "../../config/layout";
import { AddressableStack } from "../../stacks/addressable-stack";
import { createStateBackend } from "../../stacks/state-backend";
import { failure, terraformQuietly } from "../recover/terraform";
import { readState, type StateFile } from "./state-file";

/** For the owner alone: a state holds the origin secret. */
const OWNER = { folder: 0o700, file: 0o600 };

/** Settings of a shell that are about other folders. */
const OF_OTHER_FOLDERS = /^TF_(DATA_DIR|CLI_ARGS(_(init|plan|apply|state.*))?)$/;

/**
 * The state of one stack, and copies of it: `before`, as it was found, which stays, and `now`, in which things are
 * moved before it is pushed. The folder has the backend of the stack and nothing else of its configuration.
 */
export class StateFolder {
  readonly stack: string;
  private readonly env: NodeJS.ProcessEnv;

  /** @param stacks the folder in which stacks are synthesized, which local states are named from */
  constructor(
    private readonly path: string,
    private readonly place: StackPlace,
    private readonly stacks: string,
    private readonly terraform: string,
    env: NodeJS.ProcessEnv,
  ) {
    this.stack = place.stack;
    const kept = Object.entries(env).filter(([name]) => !OF_OTHER_FOLDERS.test(name));
    this.env = { ...Object.fromEntries(kept), TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
  }

  get before(): string {
    return join(this.path, "before.tfstate");
  }

  get now(): string {
    return join(this.path, "now.tfstate");
  }

  /** Makes the folder, and Terraform ready to read and write the state. */
  async prepare(): Promise<void> {
    mkdirSync(this.path, { recursive: true, mode: OWNER.folder });
    const backend = { terraform: { backend: backendOf(this.place, this.stacks) } };
    writeFileSync(join(this.path, "backend.tf.json"), `${JSON.stringify(backend, null, 2)}\n`);
    await this.run("init", "-input=false", "-reconfigure");
  }

  /** The state as it lies there now. */
  pull(): Promise<string> {
    return this.run("state", "pull");
  }

  /** Keeps both copies of what was pulled. */
  keep(text: string): StateFile | undefined {
    for (const file of text.trim() === "" ? [] : [this.before, this.now]) {
      writeFileSync(file, text, { mode: OWNER.file });
    }
    return readState(text);
  }

  /** Moves something from this copy to another one's. */
  async move(address: string, to: StateFolder): Promise<void> {
    await this.run("state", "mv", `-state=${this.now}`, `-state-out=${to.now}`, address, address);
  }

  /** Takes something out of this copy alone. */
  async forget(addresses: readonly string[]): Promise<void> {
    if (addresses.length > 0) {
      await this.run("state", "rm", `-state=${this.now}`, ...addresses);
    }
  }

  /** Writes the copy to where the state lies. */
  async push(): Promise<void> {
    await this.run("state", "push", this.now);
  }

  /** Writes back what was found. Terraform takes only a later state: it is given the next number. */
  async putBack(): Promise<void> {
    const there = readState(await this.pull());
    if (there === undefined) return;
    const { serial, lineage } = there;
    writeFileSync(this.now, JSON.stringify({ ...this.found(), serial: serial + 1, lineage }), {
      mode: OWNER.file,
    });
    await this.push();
  }

  /** Takes the outputs out of a state that holds nothing else: the configuration here has none. */
  async dropOutputs(): Promise<void> {
    await this.run("apply", "-input=false", "-auto-approve");
  }

  /** What was found, or a state with nothing in it. */
  private found(): Record<string, unknown> {
    try {
      return JSON.parse(readFileSync(this.before, "utf8"));
    } catch {
      return { version: 4, outputs: {}, resources: [] };
    }
  }

  /** @throws TerraformFailed or StateLocked, with what Terraform said */
  private async run(...args: readonly string[]): Promise<string> {
    const { code, text, errors } = await terraformQuietly(this.terraform, args, {
      cwd: this.path,
      env: { ...this.env, TF_CLI_ARGS: "-no-color" },
    });
    if (code !== 0) {
      throw failure(
        `terraform ${args.slice(0, args[0] === "state" ? 2 : 1).join(" ")} of ${this.stack}`,
        errors || text,
      );
    }
    return text;
  }
}

/** A stack that makes nothing. */
class StateOnly extends AddressableStack {}

/** The block by which a stack finds its state. A local path is made whole: the stack is in another folder. */
function backendOf({ stack, state }: StackPlace, stacks: string): object {
  const scope = new StateOnly(new App({ outdir: dirname(stacks) }), stack);
  createStateBackend(scope, { state, environment: stack });
  const { backend } = blocksSchema.parse(scope.toTerraform()).terraform;
  const path = backend.local?.path;
  return path === undefined ? backend : { local: { path: resolve(stacks, stack, path) } };
}

const blocksSchema = z.object({
  terraform: z.object({
    backend: z.looseObject({ local: z.object({ path: z.string() }).optional() }),
  }),
});
