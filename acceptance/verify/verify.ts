import { setTimeout as sleep } from "node:timers/promises";
import { ownAddress } from "../checks/api";
import { type Attempt, attempt, closed, type Port } from "../checks/closed";
import { eventually } from "../checks/eventually";
import type { Verdict } from "../checks/verdict";
import { NO_TRAFFIC } from "../place";
import { ECHO_PORT } from "../stack/user-data";
import { type Check, echoApi, INSIDE, OUTSIDE, SPECIAL } from "./checks";
import type { Outside, Verifying } from "./outside";
import { type Deployed, deployedBy } from "./subject";

/** Of the addresses that are nobody's: https://www.rfc-editor.org/rfc/rfc5737 */
const NOBODY = "192.0.2.1";

/** Looks from outside at everything that is there to be looked at. What cannot be looked at is SKIPPED. */
export async function verify(session: Verifying, outside: Outside): Promise<void> {
  const deployed = await deployedBy(session);
  await session.step("upload of the site", "a second", () =>
    outside.upload(deployed.subject.bucket, deployed.subject.build),
  );
  await session.step("checks from outside", "1 to 5 minutes", () => checkOutside(session, outside, deployed));
  await session.step("checks past CloudFront", "1 minute", () => checkInside(session, outside, deployed));
}

async function checkOutside(session: Verifying, outside: Outside, deployed: Deployed): Promise<void> {
  const { place } = session.record;
  if (place === "local AWS") {
    skip(session, [SPECIAL.targets, ...OUTSIDE], NO_TRAFFIC);
    return;
  }
  const { first: long, rest: short, every } = outside.patience;
  const signal = session.stop.work;
  const healthy = () => outside.healthy(deployed.targetGroupArn);
  addLine(session, SPECIAL.targets, await eventually(healthy, { seconds: long, every, signal }));
  const run = (check: Check, seconds: number) =>
    eventually(() => check.look(deployed.subject, outside.reach, outside.resolve), {
      seconds,
      every,
      signal,
    });
  const [first, ...others] = OUTSIDE;
  if (first !== undefined) addLine(session, first, await run(first, long));
  const verdicts = await Promise.all(others.map(async (check) => [check, await run(check, short)] as const));
  for (const [check, verdict] of verdicts) addLine(session, check, verdict);
  signal.throwIfAborted();
}

/** Lets this machine in, and looks at what CloudFront alone may see otherwise. */
async function checkInside(session: Verifying, outside: Outside, deployed: Deployed): Promise<void> {
  const isAws = session.record.place === "AWS";
  const ports = portsOf(deployed);
  const before = isAws ? await attempts(ports, outside) : undefined;
  const address = isAws ? await addressOf(deployed, outside) : NOBODY;
  const all = [SPECIAL.originClosed, SPECIAL.instanceClosed, ...INSIDE];
  if (address === undefined) {
    skip(session, all, "the API does not tell this machine's address, so it cannot be let in");
    return;
  }
  await letIn(session, address);
  if (before === undefined) {
    skip(session, all, NO_TRAFFIC);
    return;
  }
  const opened = await attemptsOnceOpen(ports, outside, session.stop.work);
  addLine(session, SPECIAL.originClosed, closed(before.origin, opened.origin));
  addLine(session, SPECIAL.instanceClosed, closed(before.instance, opened.instance));
  await askOrigin(session, outside, deployed, opened.origin);
  session.stop.work.throwIfAborted();
}

async function letIn(session: Verifying, address: string): Promise<void> {
  session.update({ openTo: address });
  session.synthesize(true);
  await session.change(["apply", "-auto-approve", "-no-color"], session.stop.work);
}

async function askOrigin(
  session: Verifying,
  { reach, resolve, patience }: Outside,
  { subject }: Deployed,
  reached: Attempt,
): Promise<void> {
  if (reached !== "connected") {
    skip(session, INSIDE, `this machine is let in and still cannot connect: ${reached}`);
    return;
  }
  const [seconds, signal] = [patience.rest, session.stop.work];
  for (const check of INSIDE) {
    const look = () => check.look(subject, reach, resolve);
    addLine(session, check, await eventually(look, { seconds, every: patience.every, signal }));
  }
}

/** Undefined where the API does not tell. */
async function addressOf({ subject }: Deployed, { reach }: Outside): Promise<string | undefined> {
  try {
    return await ownAddress(echoApi(subject), reach);
  } catch {
    return undefined;
  }
}

interface Ports<Item> {
  readonly origin: Item;
  readonly instance: Item;
}

function portsOf({ subject, instanceAddress }: Deployed): Ports<Port> {
  return {
    origin: { host: subject.origin, port: 443 },
    instance: { host: instanceAddress, port: ECHO_PORT },
  };
}

async function attempts({ origin, instance }: Ports<Port>, { reach }: Outside): Promise<Ports<Attempt>> {
  const [first, second] = await Promise.all([attempt(origin, reach), attempt(instance, reach)]);
  return { origin: first, instance: second };
}

/** A new rule of a security group holds within seconds. */
async function attemptsOnceOpen(
  ports: Ports<Port>,
  outside: Outside,
  signal: AbortSignal,
): Promise<Ports<Attempt>> {
  for (let tries = 1; ; tries++) {
    const made = await attempts(ports, outside);
    const both = made.origin === "connected" && made.instance === "connected";
    if (both || tries === 4 || signal.aborted) return made;
    await sleep(outside.patience.every * 1000, undefined, { signal }).catch(() => undefined);
  }
}

type Named = Pick<Check, "id" | "claim">;

function addLine(session: Verifying, { id, claim }: Named, verdict: Verdict): void {
  session.add({ id, claim, ...verdict });
}

function skip(session: Verifying, checks: readonly Named[], why: string): void {
  for (const check of checks) {
    addLine(session, check, { status: "SKIPPED", seen: why });
  }
}
