import { codeOf, messageOf } from "../../tools/failure";

/** What a check says. It is OK only where something was seen that a broken stack would not show. */
export interface Verdict {
  readonly status: "OK" | "FAIL" | "SKIPPED";
  /** what was seen, or why nothing was looked at */
  readonly seen: string;
}

/** OK where nothing is wrong; otherwise every problem. */
export function judge(seen: string, problems: readonly (string | false | undefined)[]): Verdict {
  const found = problems.filter((problem) => typeof problem === "string");
  return found.length === 0
    ? { status: "OK", seen }
    : { status: "FAIL", seen: `${found.join("; ")} (seen: ${seen})` };
}

/** A check that gets no answer has failed: a stack that does not answer is not one that works. */
export async function orFail(look: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await look();
  } catch (error) {
    const code = codeOf(error);
    const message = messageOf(error);
    return {
      status: "FAIL",
      seen: `no answer: ${code === "" || message.includes(code) ? message : `${code}: ${message}`}`,
    };
  }
}
