import { type Asked, readArguments } from "../../cli/init/arguments";
import { Interview, type Prompt } from "../../cli/init/interview";
import type { Instance, Sight, Vpc, Zone } from "../../cli/init/seen";

/** The arguments of `init production` with these flags. */
export function asked(flags = ""): Asked {
  return readArguments(["production", ...flags.split(" ").filter((word) => word !== "")]);
}

export function seen<T>(...items: readonly T[]): Sight<T> {
  return { items };
}

export function unseen(why: string): Sight<never> {
  return { items: [], unseen: why };
}

/** A person who gives these answers, one a question. */
export function person(...answers: readonly string[]): {
  readonly prompt: Prompt;
  readonly questions: string[];
} {
  const left = [...answers];
  const questions: string[] = [];
  const prompt = async (question: string) => {
    questions.push(question);
    const answer = left.shift();
    if (answer === undefined) throw new Error(`asked once too often: ${question}`);
    return answer;
  };
  return { prompt, questions };
}

/** Nobody to ask. */
export function nobody({ yes = false } = {}): Interview {
  return new Interview(undefined, yes);
}

export function silent(): void {}

export const EXAMPLE: Zone = { id: "Z0000000000000000000A", name: "example.com" };

export function instance(id: string, more: Partial<Instance> = {}): Instance {
  const name = more.name ?? `web-${id.slice(-1)}`;
  return {
    id,
    name,
    running: true,
    vpcId: "vpc-00000001",
    groups: [{ id: "sg-00000001", name: "web" }],
    tags: { Name: name },
    ...more,
  };
}

export function vpc(id: string, isDefault = false): Vpc {
  return { id, name: isDefault ? undefined : "platform", isDefault };
}
