import { existsSync } from "node:fs";
import { z } from "zod";
import { problemsOf } from "./check";
import { layerOf, settled } from "./layer";
import type { Line } from "./report";
import { repeated, say, section, whole } from "./schema/text";
import { YamlFile } from "./yaml-file";

const priorities = z
  .record(
    z.string(),
    whole(1, 50000, "a number", "write the priority that the rule has"),
    say("must be a map of rules and priorities", "remove it, or run the command that wrote it again"),
  )
  .superRefine((map, context) => {
    const entries = Object.entries(map);
    for (const index of repeated(entries.map(([, priority]) => String(priority)))) {
      const [rule = "", priority] = entries[index] ?? [];
      const [first] = entries.find(([, other]) => other === priority) ?? [];
      context.addIssue({
        code: "custom",
        path: [rule],
        message: say(`is the priority of ${JSON.stringify(first)} too`, "give each rule one of its own"),
      });
    }
  });

/** `<environment>.adopted.yaml`: what machines found out, written by commands. */
const schema = section(
  { priorities: z.preprocess((value) => (value === null ? {} : value), priorities).prefault({}) },
  "remove it, or run the command that wrote it again",
);

export type Adopted = z.output<typeof schema>;

/** Reads the file if it is there. */
export function readAdopted(path: string): { readonly adopted: Adopted; readonly lines: readonly Line[] } {
  const nothing = { priorities: {} };
  if (!existsSync(path)) return { adopted: nothing, lines: [] };
  const file = new YamlFile(path);
  if (file.lines.length > 0) return { adopted: nothing, lines: file.lines };
  const value = settled(layerOf(file.value, file));
  const result = schema.safeParse(value);
  if (result.success) return { adopted: result.data, lines: [] };
  const places = { value, source: file.source.bind(file) };
  return { adopted: nothing, lines: problemsOf(result.error, places).map((problem) => file.line(problem)) };
}
