import { readFileSync } from "node:fs";
import type { LoggedRequest } from "../../local/gate/request-log";
import { type Need, needsOf } from "./needs";

/** The requests that came to a local AWS, part by part. */
export class Phases {
  private read = 0;

  constructor(private readonly file: string) {}

  /** Forgets what came until now. */
  skip(): void {
    this.read = this.lines().length;
  }

  /** Runs `work`, and answers with what the requests needed that came meanwhile, each once. */
  async during(work: () => Promise<unknown>): Promise<readonly Need[]> {
    this.skip();
    await work();
    const requests = this.lines()
      .slice(this.read)
      .map((line): LoggedRequest => JSON.parse(line));
    const needs = requests.flatMap(needsOf).map((need) => [JSON.stringify(need), need] as const);
    return [...new Map(needs).values()];
  }

  private lines(): string[] {
    return readFileSync(this.file, "utf8")
      .split("\n")
      .filter((line) => line !== "");
  }
}
