import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLE_SEED } from "../local/seed";
import { environmentOf, type World } from "../local/world";
import { Deployment } from "../test-support/e2e/deployment";
import { LocalTerraform } from "../test-support/e2e/local-terraform";
import { median } from "./measure";
import type { Options } from "./options";
import { missingTools } from "./terraform-tools";
import { configurations, EXAMPLE, prepare } from "./workshop";

/** The local state lies three folders above the configuration. */
const STATE = join("..", "..", "..", "terraform.example.tfstate");

interface Planned {
  readonly requests: number;
  /** how many of each service */
  readonly services: string;
  readonly seconds: number;
}

/** What Terraform takes to plan the example, and what it asks AWS. Target: no more than for the floor's JSON. */
export async function benchTerraform({ plans }: Options): Promise<boolean> {
  const missing = missingTools();
  if (missing.length > 0) {
    console.log(`terraform plan: not run, ${missing.join(" and ")} not found: see ./gatehouse doctor`);
    return false;
  }
  const contest = prepare("terraform", { example: EXAMPLE });
  const world = await Deployment.begin({ seed: EXAMPLE_SEED });
  try {
    const floor = folderOf(world.world, "floor", configurations(contest.floor.output));
    const ours = folderOf(world.world, "ours", configurations(contest.ours.output));
    await floor.init();
    await ours.init();
    await comparePlans("from an empty state", world.world, floor, ours, plans);
    await ours.apply();
    copyFileSync(join(ours.path, STATE), join(floor.path, STATE));
    await comparePlans("after the apply", world.world, floor, ours, plans);
  } finally {
    await world.end();
  }
  return true;
}

function folderOf(world: World, name: string, made: Readonly<Record<string, string>>): LocalTerraform {
  const path = join(world.folder, "bench", name, "cdktf.out", "stacks", "example");
  mkdirSync(path, { recursive: true });
  const terraform = new LocalTerraform(path, environmentOf(world));
  terraform.write(made["example"] ?? "{}");
  return terraform;
}

async function comparePlans(
  when: string,
  world: World,
  floor: LocalTerraform,
  ours: LocalTerraform,
  pairs: number,
): Promise<void> {
  const taken: { readonly floor: Planned; readonly ours: Planned }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    // In turns: whoever plans first warms what the other reads.
    const [first, second] = pair % 2 === 0 ? [floor, ours] : [ours, floor];
    const [one, other] = [await plan(world, first), await plan(world, second)];
    taken.push(first === floor ? { floor: one, ours: other } : { floor: other, ours: one });
  }
  const of = (pick: (pair: (typeof taken)[number]) => number) => median(taken.map(pick));
  const requests = [of((pair) => pair.floor.requests), of((pair) => pair.ours.requests)] as const;
  const ratio = of((pair) => pair.ours.seconds / pair.floor.seconds);
  console.log(`terraform plan ${when}, median of ${pairs} pairs`);
  console.log(`  floor      ${requests[0]} requests, ${of((pair) => pair.floor.seconds).toFixed(1)} s`);
  console.log(`  gatehouse  ${requests[1]} requests, ${of((pair) => pair.ours.seconds).toFixed(1)} s`);
  console.log(`  of each    ${taken[0]?.ours.services ?? ""}`);
  console.log(
    `  requests   ${requests[1] <= requests[0] ? "target, the floor's: met" : "target, the floor's: MISSED"}`,
  );
  console.log(`  time       ${ratio.toFixed(2)} times the floor`);
}

async function plan(world: World, terraform: LocalTerraform): Promise<Planned> {
  const before = requestsIn(world).length;
  const begun = performance.now();
  await terraform.succeed(["plan", "-input=false", "-no-color", "-lock=false"]);
  const seconds = (performance.now() - begun) / 1000;
  const services = requestsIn(world).slice(before);
  const counts = [...new Set(services)].sort().map((each) => {
    return `${each} ${services.filter((other) => other === each).length}`;
  });
  return { requests: services.length, services: counts.join(", "), seconds };
}

/** The service of each request so far. */
function requestsIn({ requestLog }: World): string[] {
  const lines = readFileSync(requestLog, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => String(JSON.parse(line).service));
}
