import { rmSync } from "node:fs";
import { TerraformFolder } from "../test-support/terraform";

/** One folder with one provider, for stack after stack: none of them needs another. */
export class Validator {
  private constructor(private readonly folder: TerraformFolder) {}

  /** @param stack any stack: all have the same provider */
  static async start(stack: string): Promise<Validator> {
    const folder = TerraformFolder.temporary(stack);
    await folder.init("-backend=false");
    return new Validator(folder);
  }

  /** @throws with Terraform's own words */
  async validate(stacks: readonly string[]): Promise<void> {
    for (const stack of stacks) {
      this.folder.write(stack);
      await this.folder.succeed(["validate", "-no-color"]);
    }
  }

  stop(): void {
    rmSync(this.folder.path, { recursive: true, force: true });
  }
}
