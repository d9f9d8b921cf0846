import { synthShape } from "./shapes";
import { parse, type Synthesized } from "./synth";

/** Arguments by type and name of their resource; null takes one out. */
export type Changes = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** The stack of a shape with other arguments, and other resources. */
export function changed(
  name: string,
  changes: Changes,
  more: Readonly<Record<string, unknown>> = {},
): Synthesized {
  const config = JSON.parse(synthShape(name).json);
  for (const [type, byName] of Object.entries(changes)) {
    for (const [each, body] of Object.entries(byName)) {
      config.resource[type] = {
        ...config.resource[type],
        [each]: { ...config.resource[type]?.[each], ...body },
      };
    }
  }
  return parse(JSON.stringify({ ...config, ...more }));
}

/** The message with which `check` fails. */
export function failure(check: () => void): string {
  try {
    check();
  } catch (error) {
    return String(error);
  }
  return "it has not failed";
}
