import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import {
  OWN_STATE_FILE,
  STATE_BUCKET_ADDRESS,
  StateStack,
  type StateStackProps,
} from "../../stacks/state-stack";
import { aloud, type Finished } from "../aloud";
import type { Captured } from "../captured";
import { failure, TerraformFailed, terraformQuietly } from "../recover/terraform";

const STACK = "state";
const PLAN = "state.tfplan";
const INPUT = "-input=false";
/** What only reads, and what nobody else can reach yet, takes no lock: a run that is killed would leave it behind. */
const NO_LOCK = "-lock=false";

/** What Terraform's `-detailed-exitcode` answers. */
const CHANGES = 2;

/** Settings of a shell that are about other folders: ours has one workspace, and a backend that is whole. */
const OF_OTHER_FOLDERS = /^TF_(WORKSPACE|DATA_DIR|CLI_ARGS(_(init|plan|apply|import|state.*))?)$/;

/**
 * Where Terraform makes one state bucket. Until the bucket holds its own state, this folder does: what is in it then
 * is all that is known of a run that was killed.
 */
export class WorkFolder {
  private readonly stack: string;
  private readonly env: NodeJS.ProcessEnv;

  constructor(
    private readonly path: string,
    env: NodeJS.ProcessEnv,
    private readonly colour: boolean,
  ) {
    this.stack = join(path, "stacks", STACK);
    const kept = Object.entries(env).filter(([name]) => !OF_OTHER_FOLDERS.test(name));
    this.env = { ...Object.fromEntries(kept), TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
  }

  /** Whether a run found no such bucket in this account, began to make it, and did not end. */
  hasBegun(account: string): boolean {
    return existsSync(this.mark) && readFileSync(this.mark, "utf8") === account;
  }

  begin(account: string): void {
    writeFileSync(this.mark, account);
  }

  /** The bucket holds its state: what this folder held of it goes. */
  end(): void {
    for (const file of [OWN_STATE_FILE, `${OWN_STATE_FILE}.backup`]) {
      rmSync(join(this.stack, file), { force: true });
    }
    rmSync(this.mark, { force: true });
  }

  /** Synthesizes the stack and makes Terraform ready to keep its state where the stack says. */
  async prepare(terraform: string, props: StateStackProps): Promise<void> {
    this.synthesize(props);
    await this.quietly(terraform, "init", INPUT, "-reconfigure");
  }

  /** Moves the state to where the stack now says. */
  async move(terraform: string, props: StateStackProps): Promise<void> {
    this.synthesize(props);
    await this.quietly(terraform, "init", INPUT, NO_LOCK, "-migrate-state", "-force-copy");
  }

  /** Plans aloud; answers whether there is anything to do. */
  async plan(terraform: string): Promise<boolean> {
    const args = ["plan", INPUT, NO_LOCK, "-detailed-exitcode", `-out=${PLAN}`];
    const { code } = await this.aloud(terraform, ...args);
    if (code !== 0 && code !== CHANGES) {
      throw new TerraformFailed("terraform plan has failed: its words are above");
    }
    return code === CHANGES;
  }

  /** Applies what was planned last, aloud. */
  async apply(terraform: string): Promise<void> {
    const { code } = await this.aloud(terraform, "apply", INPUT, PLAN);
    if (code !== 0) {
      throw new TerraformFailed(
        "terraform apply has failed: its words are above; what was made until then is kept",
      );
    }
  }

  /** Whether the state, where it is now, is what stands in AWS. */
  async isSettled(terraform: string): Promise<boolean> {
    return (await this.quietly(terraform, "plan", INPUT, NO_LOCK, "-detailed-exitcode")) === 0;
  }

  /** Takes the bucket into the state, where it is not in it yet; answers whether it was taken. */
  async adopt(terraform: string, bucket: string): Promise<boolean> {
    const { text } = await this.run(terraform, "state", "list");
    if (text.split("\n").includes(STATE_BUCKET_ADDRESS)) {
      return false;
    }
    await this.quietly(terraform, "import", INPUT, STATE_BUCKET_ADDRESS, bucket);
    return true;
  }

  dropPlan(): void {
    rmSync(join(this.stack, PLAN), { force: true });
  }

  private get mark(): string {
    return join(this.path, "begun");
  }

  private synthesize(props: StateStackProps): void {
    mkdirSync(this.path, { recursive: true });
    const app = new App({ outdir: this.path });
    new StateStack(app, STACK, props);
    app.synth();
  }

  private aloud(terraform: string, ...args: readonly string[]): Promise<Finished> {
    const plain = this.colour ? [] : ["-no-color"];
    const [command = "", ...options] = args;
    return aloud(terraform, [command, ...plain, ...options], { cwd: this.stack, env: this.env });
  }

  /** @throws TerraformFailed or StateLocked, with what Terraform said */
  private async quietly(terraform: string, command: string, ...options: readonly string[]): Promise<number> {
    const { code, text, errors } = await this.run(terraform, command, "-no-color", ...options);
    if (code !== 0 && !(code === CHANGES && options.includes("-detailed-exitcode"))) {
      throw failure(`terraform ${command}`, errors || text);
    }
    return code;
  }

  private run(terraform: string, ...args: readonly string[]): Promise<Captured> {
    return terraformQuietly(terraform, args, { cwd: this.stack, env: this.env });
  }
}
