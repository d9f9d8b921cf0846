import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { down, environmentOf, type SeedDescription, type Seeded, up, type World } from "../../local/world";
import { changed } from "./environment-file";
import { type Inventory, inventoryOf } from "./inventory";
import { LocalTerraform } from "./local-terraform";
import { synthesize } from "./synthesize";

/** What a deployment begins with. */
export interface DeploymentOptions {
  /** what the team has already */
  readonly seed: SeedDescription;
  /** the environment file, made from the ids of what it has; none yet for a world alone */
  readonly file?: (seeded: Seeded) => string;
}

/**
 * One environment in a local AWS of its own, in a folder of its own: several run side by side. `end` takes all
 * of it away, whatever state the test left it in.
 *
 * @example
 * let deployment: Deployment;
 * beforeAll(async () => {
 *   deployment = await Deployment.begin({ seed: EXAMPLE_SEED, file: () => fileText("environments/example.yaml") });
 * }, START);
 * afterAll(() => deployment?.end(), START);
 */
export class Deployment {
  private readonly folders = new Map<string, LocalTerraform>();

  private constructor(
    private readonly base: string,
    readonly world: World,
    /** what stood before anything was deployed */
    readonly before: Inventory,
  ) {}

  static async begin({ seed, file }: DeploymentOptions): Promise<Deployment> {
    const base = mkdtempSync(join(tmpdir(), "gatehouse-e2e-"));
    const folder = join(base, "local");
    try {
      const world = await up({ folder, seed });
      const deployment = new Deployment(base, world, await inventoryOf(world));
      if (file !== undefined) {
        deployment.write(file(world.seeded));
      }
      return deployment;
    } catch (error) {
      await down({ folder });
      rmSync(base, { recursive: true, force: true });
      throw error;
    }
  }

  /** What the team has, by id. */
  get seeded(): Seeded {
    return this.world.seeded;
  }

  /** The folder of the one environment. */
  get terraform(): LocalTerraform {
    const [only, ...others] = this.folders.values();
    if (only === undefined || others.length > 0) {
      throw new Error(`there must be one environment, got: ${[...this.folders.keys()].join(", ") || "none"}`);
    }
    return only;
  }

  /** Synthesizes the text of an environment file where Terraform runs. */
  write(text: string): LocalTerraform {
    const { name, folder } = synthesize(text, join(this.world.folder, "cdktf.out"));
    const terraform = this.folders.get(name) ?? new LocalTerraform(folder, environmentOf(this.world));
    this.folders.set(name, terraform);
    return terraform;
  }

  /** From nothing to the environment of the last `write`. */
  async deploy(): Promise<void> {
    await this.terraform.init();
    await this.terraform.apply();
  }

  /** The two documented steps: `protect: false` is applied, then everything is destroyed. */
  async tearDown(text: string): Promise<void> {
    await this.write(changed(text, { protect: false })).apply();
    await this.terraform.destroy();
  }

  /** What stands and did not before. */
  async added(): Promise<Inventory> {
    const now = await this.inventory();
    return now.filter((line) => !this.before.includes(line));
  }

  /** What stands now. */
  inventory(): Promise<Inventory> {
    return inventoryOf(this.world);
  }

  /** Ends what still runs, and the local AWS with it. */
  async end(): Promise<void> {
    await Promise.all([...this.folders.values()].map((folder) => folder.stop()));
    await down({ folder: this.world.folder });
    rmSync(this.base, { recursive: true, force: true });
  }
}
