import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Session } from "../session";
import { endLeftBehind } from "../terraform";
import { SPECIAL } from "../verify/checks";
import { adopt } from "./adopt";
import { inventory } from "./inventory";

/** What `protect: true` guards beyond the configuration: the load balancer's own protection, the bucket's objects. */
const GUARDED = ["aws_lb.public", "aws_s3_bucket.site"];
/** What was deleted may be listed for a while. */
const LOOKS = 7;
const SECONDS_BETWEEN = 10;

/**
 * The documented teardown: `protect: false` is applied, then everything is destroyed. A run that did not come to its
 * end is not completed first: what it made is found, unguarded and destroyed.
 *
 * @returns whether nothing is left
 */
export async function tearDown(session: Session): Promise<boolean> {
  session.stop.beginTeardown();
  const { stop, terraform, folder, say } = session;
  rmSync(session.plan, { force: true });
  await endLeftBehind(folder, say);
  session.synthesize(false);
  await terraform.run(["init", "-no-color"], stop.teardown);
  if (session.record.state === "changing") {
    await session.step("search for what was made and not written down", "20 seconds", () => adopt(session));
  }
  await session.step("protection off", "30 seconds", () => unprotect(session));
  await session.step("destroy", "10 to 15 minutes, most of them CloudFront's", () =>
    session.change(["destroy", "-auto-approve", "-no-color"], stop.teardown),
  );
  const inState = [...(await terraform.resources()).keys()];
  const left = await session.step("inventory", "10 seconds", () => look(session));
  const all = [...left, ...inState.map((address) => `in the state: ${address}`)];
  session.add({
    ...SPECIAL.left,
    status: all.length === 0 ? "OK" : "FAIL",
    seen: all.length === 0 ? "no resource in the state, none of its names and tags in AWS" : all.join("; "),
  });
  session.update({
    left: all,
    existed: { ...session.record.existed, to: new Date().toISOString() },
    ...(all.length === 0 && { state: "torn down" as const }),
  });
  return all.length === 0;
}

async function unprotect(session: Session): Promise<void> {
  const { terraform, stop, record } = session;
  const apply = ["apply", "-auto-approve", "-no-color"];
  if (record.complete) {
    await session.change(apply, stop.teardown);
    return;
  }
  const made = await terraform.resources();
  // Nothing else: what is missing would be made.
  const guarded = GUARDED.filter((address) => made.has(address));
  if (guarded.length > 0) {
    await session.change([...apply, ...guarded.map((address) => `-target=${address}`)], stop.teardown);
  }
}

async function look({ clients, record, stop }: Session): Promise<readonly string[]> {
  for (let looked = 1; ; looked++) {
    const left = await inventory(clients, record.description);
    if (left.length === 0 || looked === LOOKS || stop.teardown.aborted) return left;
    await sleep(SECONDS_BETWEEN * 1000, undefined, { signal: stop.teardown }).catch(() => undefined);
  }
}
