import { shown } from "../../tools/places";
import { Ended } from "../ended";
import { EXIT } from "../exit-codes";
import { Refused } from "../refused";
import { type Decided, decide } from "./decide";
import type { LayerPlans } from "./plans";
import { heldIn, madeBy, readState, rememberedIn, type StateFile } from "./state-file";
import type { StateFolder } from "./state-folder";

/** A state as it was found. */
interface Found {
  readonly folder: StateFolder;
  readonly text: string;
  readonly state: StateFile | undefined;
}

/** What it takes to bring the states of one environment into the layout of its file. */
export interface Moving {
  readonly name: string;
  /** of the layout that is left */
  readonly sources: readonly StateFolder[];
  /** of the file's layout, in the order of their deploy */
  readonly targets: readonly StateFolder[];
  /** of the synthesized stack */
  readonly configurationOf: (stack: string) => string;
  readonly plans: LayerPlans;
  /** undefined to move nothing */
  readonly consent: (() => Promise<void>) | undefined;
  readonly say: (line: string) => void;
}

/**
 * Moves what the states of one layout hold to those of the other. A state that is left is emptied last, once every plan
 * of the new layout has nothing to do: until then everything is in it, and killed at any time, the next run goes on.
 *
 * @returns whether anything was moved
 */
export async function moveLayout(moving: Moving): Promise<boolean> {
  const sources = await foundIn(moving.sources);
  const targets = await foundIn(moving.targets);
  const decided = decideWhere(moving, sources, targets);
  announce(moving, decided);
  if (moving.consent === undefined) return false;
  const isBehind = decided.moves.length + decided.brought.length > 0;
  if (isBehind) {
    await moving.consent();
    await fill(moving, decided, sources, targets);
    await settle(moving, targets, decided);
  }
  await empty(moving, sources);
  return isBehind;
}

function foundIn(folders: readonly StateFolder[]): Promise<readonly Found[]> {
  return Promise.all(
    folders.map(async (folder) => {
      await folder.prepare();
      const text = await folder.pull();
      return { folder, text, state: folder.keep(text) };
    }),
  );
}

/** @throws Refused where a thing has no place, or two */
function decideWhere(
  { configurationOf, name }: Moving,
  sources: readonly Found[],
  targets: readonly Found[],
): Decided {
  const stackOf = ({ folder: { stack }, state }: Found) => ({ stack, held: heldIn(state) });
  const decided = decide(
    sources.map(stackOf),
    targets.map((each) => ({ ...stackOf(each), made: madeBy(configurationOf(each.folder.stack)) })),
  );
  if (decided.problems.length > 0) {
    throw new Refused(
      `${["nothing was moved", ...decided.problems].join("\n  ")}\n` +
        `Write the old layout into environments/${name}.yaml again, deploy until its plan is empty, and then run this`,
    );
  }
  return decided;
}

function announce({ targets, say }: Moving, { moves, brought }: Decided): void {
  for (const { stack } of targets) {
    const mine = moves.filter(({ to }) => to === stack);
    if (mine.length > 0)
      say(`${stack} gets ${mine.length}: ${mine.map(({ address }) => address).join(", ")}`);
  }
  if (brought.length > 0) say(`an earlier run has moved ${brought.length} and did not end: going on with it`);
  if (moves.length === 0 && brought.length === 0) say("the states have the layout of the file already");
}

/** Copies go to the targets: nothing is taken out of a source yet. */
async function fill(
  { say }: Moving,
  { moves }: Decided,
  sources: readonly Found[],
  targets: readonly Found[],
): Promise<void> {
  const folderOf = (all: readonly Found[], stack: string) =>
    all.find(({ folder }) => folder.stack === stack)?.folder;
  for (const { address, from, to } of moves) {
    const [source, target] = [folderOf(sources, from), folderOf(targets, to)];
    if (source !== undefined && target !== undefined) await source.move(address, target);
  }
  const changed = targets.filter(({ folder }) => moves.some(({ to }) => to === folder.stack));
  for (const found of [...sources, ...changed]) await assertUntouched(found);
  for (const { folder } of changed) {
    await folder.push();
    say(`${folder.stack}: its state is written`);
  }
}

/** @throws Refused where somebody has deployed since it was read */
async function assertUntouched({ folder, state }: Found): Promise<void> {
  const now = readState(await folder.pull());
  // Every write has the next number. The text is another each time: Terraform lists in no order.
  if (now?.serial !== state?.serial || now?.lineage !== state?.lineage) {
    throw new Refused(
      `the state of ${folder.stack} has changed meanwhile: let nobody deploy, and run it again`,
    );
  }
}

/** Every target plans nothing, or all of them are as they were found. */
async function settle({ plans }: Moving, targets: readonly Found[], { moves }: Decided): Promise<void> {
  const changes = await plans.settle(targets.map(({ folder }) => folder.stack));
  if (changes.length === 0) return;
  const filled = targets.filter(({ folder }) => moves.some(({ to }) => to === folder.stack));
  for (const { folder } of filled) await folder.putBack();
  const are = filled.length === 0 ? "nothing was taken out of the old states" : "all states are as they were";
  throw new Ended(
    EXIT.failed,
    `${[`the plans of the new layout are not empty; ${are}`, ...changes].join("\n  ")}\n` +
      "Deploy with the old layout until its plan is empty, and then run this",
  );
}

/** What has moved goes out of the states of the old layout, which stay where they are. */
async function empty({ say }: Moving, sources: readonly Found[]): Promise<void> {
  for (const { folder, state, text } of sources) {
    if (state === undefined) continue;
    const { resources, outputs } = state;
    if (resources.length === 0 && Object.keys(outputs).length === 0) continue;
    await assertUntouched({ folder, state, text });
    folder.keep(text);
    await folder.forget([...heldIn(state).keys(), ...rememberedIn(state)]);
    await folder.push();
    await folder.dropOutputs();
    say(`${folder.stack}: its state is empty now; what was in it is kept in ${shown(folder.before)}`);
  }
}
