import { compare } from "./measure";
import type { Options } from "./options";
import { EXAMPLE, environmentFiles, prepare } from "./workshop";

/** What a synth of the example takes, compiled beforehand. Target: 1.3 times the floor. */
export function benchOne({ pairs }: Options): boolean {
  const contest = prepare("one", { example: EXAMPLE });
  console.log(`one environment of ${contest.resources} resources, compiled, median of ${pairs} pairs`);
  const { floor, ours, cpu } = compare(contest.floor, contest.ours, pairs);
  console.log(`  floor      ${seconds(floor.cpu)} of CPU`);
  console.log(`  gatehouse  ${seconds(ours.cpu)} of CPU: ${times(cpu)} the floor, ${judged(cpu, 1.3)}`);
  return true;
}

/** The target is for a thousand: what loads once weighs more among fewer. */
const MANY = 1000;

/** What a synth of many environments takes, compiled beforehand. Target: 0.85 times the floor. */
export function benchMany({ environments, manyPairs }: Options): boolean {
  const contest = prepare("many", environmentFiles(environments));
  console.log(`${environments} environments, compiled, median of ${manyPairs} pairs`);
  const { floor, ours, cpu, memory } = compare(contest.floor, contest.ours, manyPairs);
  const judgedOf = (ratio: number) => (environments < MANY ? "" : `, ${judged(ratio, 0.85)}`);
  const each = (total: number) => `${((1000 * total) / environments).toFixed(1)} ms of CPU each`;
  console.log(`  floor      ${each(floor.cpu)}, ${megabytes(floor.memory)}`);
  console.log(`  gatehouse  ${each(ours.cpu)}, ${megabytes(ours.memory)}`);
  console.log(`  CPU        ${times(cpu)} the floor${judgedOf(cpu)}`);
  console.log(`  memory     ${times(memory)} the floor${judgedOf(memory)}`);
  return true;
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

function megabytes(value: number): string {
  return `${value.toFixed(0)} MB`;
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)} times`;
}

function judged(ratio: number, target: number): string {
  return `target ${target}: ${ratio <= target ? "met" : "MISSED"}`;
}
