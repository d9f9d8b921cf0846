import { existsSync } from "node:fs";
import { join } from "node:path";
import { captured } from "../captured";
import { Ended } from "../ended";
import { EXIT } from "../exit-codes";
import { isColourless } from "../progress/colours";
import { ownScreen, type ProgressFinished, runWithProgress } from "../progress/run";
import { folderOfStack, synthesizeEnvironment } from "../synthesized";
import { sha256Of } from "./plan-file";

/** One stack, which is an environment or a layer of one: it is synthesized, and Terraform runs where that is. */
export class Stack {
  readonly folder: string;
  /** what Terraform runs with: nobody looks at what it would say to do next */
  readonly env: NodeJS.ProcessEnv;

  /** @param environment whose file the stack is made of @default - the stack's name */
  constructor(
    stack: string,
    readonly terraform: string,
    private readonly given: NodeJS.ProcessEnv,
    private readonly environment: string = stack,
  ) {
    this.folder = folderOfStack(stack, given);
    this.env = { ...given, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
  }

  /** What the configuration is now. */
  get configuration(): string {
    return sha256Of(join(this.folder, "cdk.tf.json"));
  }

  /** What the providers are now; undefined where none was locked. */
  get providers(): string | undefined {
    const path = join(this.folder, ".terraform.lock.hcl");
    return existsSync(path) ? sha256Of(path) : undefined;
  }

  /** @throws Ended with the code of main.ts, which has said why */
  async synthesize(): Promise<void> {
    const code = await synthesizeEnvironment(this.environment, this.given);
    if (code !== EXIT.done) {
      throw new Ended(code);
    }
  }

  init(backendConfig: readonly string[]): Promise<ProgressFinished> {
    const options = backendConfig.map((each) => `-backend-config=${each}`);
    return this.run("looking for the providers and the state", ["init", ...options]);
  }

  plan(file: string, options: readonly string[]): Promise<ProgressFinished> {
    return this.run("planning", ["plan", "-detailed-exitcode", ...options, `-out=${file}`]);
  }

  /**
   * The plan has the secret that it was made with. Terraform warns where the variable is another by now, and prints
   * both values: it is not told.
   */
  apply(file: string, options: readonly string[]): Promise<ProgressFinished> {
    const { TF_VAR_origin_secret: _, ...env } = this.env;
    return this.run("applying", ["apply", ...options, file], env);
  }

  /** What Terraform tells of a plan in JSON, which holds secrets: it is read from a pipe and kept nowhere. */
  async show(file: string): Promise<string> {
    const { code, text, errors } = await captured(this.terraform, ["show", "-json", file], {
      cwd: this.folder,
      env: this.env,
    });
    if (code !== 0) {
      throw new Ended(EXIT.failed, `terraform show has failed:\n${errors}`);
    }
    return text;
  }

  private run(
    phase: string,
    [command = "", ...options]: readonly string[],
    env: NodeJS.ProcessEnv = this.env,
  ): Promise<ProgressFinished> {
    const screen = ownScreen();
    const colours = screen.plain || isColourless(process.env) ? ["-no-color"] : [];
    return runWithProgress({
      command: this.terraform,
      args: [command, "-input=false", ...colours, ...options],
      cwd: this.folder,
      env,
      phase,
      screen,
    });
  }
}
