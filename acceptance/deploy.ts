import { rmSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { providerVersion } from "./report/versions";
import type { Session } from "./session";
import { SPECIAL } from "./verify/checks";

const values = z.record(z.string(), z.unknown()).nullish();
const changeSchema = z.object({
  address: z.string(),
  type: z.string(),
  mode: z.string(),
  change: z.object({ actions: z.array(z.string()), before: values, after: values }),
});
const planSchema = z.object({ resource_changes: z.array(changeSchema).default([]) });

type Change = z.output<typeof changeSchema>;

/** Synthesizes, and keeps the plan that is applied once somebody has said yes to it. */
export async function plan(session: Session): Promise<void> {
  const { terraform, stop, say } = session;
  session.synthesize(true);
  await terraform.run(["init", "-no-color"], stop.work);
  const provider = providerVersion(await terraform.read(["version", "-json"]));
  session.update({ versions: { ...session.record.versions, "AWS provider": provider } });
  const changes = await changesOf(session, session.plan);
  const made = changes.filter(({ change }) => change.actions.join() === "create");
  if (made.length === 0 || made.length < changes.length) {
    const others = changes.length - made.length;
    throw new Error(
      `the first plan must make things and nothing else: it makes ${made.length}, changes ${others}`,
    );
  }
  say(`plan: ${made.length} to add, 0 to change, 0 to destroy`);
  for (const [type, count] of countsOf(made.map(({ type }) => type))) {
    say(`  ${String(count).padStart(2)}  ${type}`);
  }
}

/** Applies the plan that was shown, and looks whether the next one is empty. */
export async function deploy(session: Session): Promise<void> {
  const { terraform, stop } = session;
  await session.step("deploy", "8 to 15 minutes: certificates, load balancer, CloudFront", async () => {
    await session.change(["apply", "-no-color", session.plan], stop.work);
    rmSync(session.plan);
    session.update({ complete: true });
  });
  await session.step("second plan", "20 seconds", async () => {
    const code = await terraform.run(["plan", "-no-color", "-detailed-exitcode"], stop.work);
    const changes = code === 0 ? [] : await changesOf(session, session.plan);
    rmSync(session.plan, { force: true });
    session.add({
      ...SPECIAL.plan,
      status: code === 0 ? "OK" : "FAIL",
      seen: code === 0 ? "no changes" : `changes: ${changes.map(describe).join(", ") || "of outputs"}`,
    });
  });
}

/** Plans into a file, and reads what would change of managed resources. */
async function changesOf({ terraform, stop }: Session, file: string): Promise<readonly Change[]> {
  // There before Terraform writes it, so that nobody else ever reads it.
  writeFileSync(file, "", { mode: 0o600 });
  await terraform.run(["plan", "-no-color", `-out=${file}`], stop.work);
  const { resource_changes } = planSchema.parse(
    JSON.parse(await terraform.read(["show", "-json", "-no-color", file])),
  );
  return resource_changes.filter(
    ({ mode, change }) => mode === "managed" && change.actions.some((action) => action !== "no-op"),
  );
}

/** An address, what becomes of it, and the names of the attributes that differ: never their values. */
function describe({ address, change: { actions, before, after } }: Change): string {
  const keys = Object.keys({ ...before, ...after }).filter(
    (key) => JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key]),
  );
  return `${address} ${actions.join("+")} (${keys.join(", ")})`;
}

function countsOf(types: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
