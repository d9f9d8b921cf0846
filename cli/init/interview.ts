/** How a person is asked: the text with everything that can be chosen, and what was typed. */
export type Prompt = (question: string) => Promise<string>;

export interface Candidate<T> {
  /** what the flag takes, and may be typed */
  readonly id: string;
  /** the id, and what tells it from the others */
  readonly label: string;
  readonly value: T;
}

interface Question {
  /** the flag that answers it: `--instance ID` */
  readonly flag: string;
  /** `Which instance runs the backend?` */
  readonly ask: string;
}

export interface Choice<T> extends Question {
  /** two or more */
  readonly candidates: readonly Candidate<T>[];
  /** what `--yes` and an empty answer take @default - there is none */
  readonly preset?: string;
}

export interface Text extends Question {
  /** what may be chosen by its number @default [] */
  readonly candidates?: readonly Candidate<string>[];
  /** what an empty answer, and nobody to ask, take @default - there is none */
  readonly preset?: string;
  /** what is wrong with an answer */
  check(value: string): string | undefined;
}

/** Asks a person; where there is none, keeps what it would have asked. */
export class Interview {
  private readonly lines: string[] = [];

  /** @param takesPresets whether a question that has a preset is settled by it */
  constructor(
    private readonly prompt: Prompt | undefined,
    private readonly takesPresets: boolean,
  ) {}

  /** What nobody has answered, and what is wrong, a line each. */
  get open(): readonly string[] {
    return this.lines;
  }

  refuse(problem: string): void {
    this.lines.push(problem);
  }

  /** One of the candidates; undefined where nobody can be asked. */
  async choose<T>(choice: Choice<T>): Promise<T | undefined> {
    const [chosen] = (await this.pick(choice, 1)) ?? [];
    return chosen?.value;
  }

  /** One or more of the candidates; undefined where nobody can be asked. */
  async chooseSome<T>(choice: Choice<T>): Promise<readonly T[] | undefined> {
    return (await this.pick(choice, choice.candidates.length))?.map(({ value }) => value);
  }

  /** Text; undefined where nobody can be asked and there is no preset. */
  async text({ flag, ask, candidates = [], preset, check }: Text): Promise<string | undefined> {
    if (preset !== undefined && (this.prompt === undefined || this.takesPresets)) {
      return preset;
    }
    if (this.prompt === undefined) {
      this.leaveOpen(flag, ask, candidates);
      return undefined;
    }
    const question = asked(ask, candidates, preset);
    for (let note = ""; ; ) {
      const typed = (await this.prompt(note + question)).trim();
      const value = candidates[Number(typed) - 1]?.value ?? (typed === "" ? (preset ?? "") : typed);
      const wrong = check(value);
      if (wrong === undefined) return value;
      note = `${wrong}\n`;
    }
  }

  private async pick<T>(
    { flag, ask, candidates, preset }: Choice<T>,
    most: number,
  ): Promise<readonly Candidate<T>[] | undefined> {
    const usual = candidates.filter(({ id }) => id === preset);
    if (usual.length > 0 && this.takesPresets) {
      return usual;
    }
    if (this.prompt === undefined) {
      const yes = usual.map(({ label }) => `; --yes takes ${label}`).join("");
      this.leaveOpen(flag, ask, candidates, yes);
      return undefined;
    }
    const question = asked(ask, candidates, preset);
    for (let note = ""; ; ) {
      const typed = (await this.prompt(note + question)).split(/[\s,]+/).filter((word) => word !== "");
      const chosen =
        typed.length === 0 ? usual : candidates.filter((each, index) => names(typed, each, index));
      const known = typed.every((word) => candidates.some((each, index) => names([word], each, index)));
      if (known && chosen.length > 0 && chosen.length <= most) return chosen;
      note = `Type ${most === 1 ? "one number" : "numbers"} from 1 to ${candidates.length}.\n`;
    }
  }

  private leaveOpen(flag: string, ask: string, candidates: readonly Candidate<unknown>[], more = ""): void {
    const list = candidates.map(({ label }) => label).join(", ");
    this.lines.push(`init: ${flag}: ${ask}${list === "" ? "" : ` Found ${list}`}${more}`);
  }
}

function names(typed: readonly string[], { id }: Candidate<unknown>, index: number): boolean {
  return typed.includes(id) || typed.includes(String(index + 1));
}

function asked(ask: string, candidates: readonly Candidate<unknown>[], preset: string | undefined): string {
  const list = candidates.map(({ label }, index) => `  ${index + 1}  ${label}\n`).join("");
  return `${ask}\n${list}${preset === undefined ? "" : `[${preset}] `}> `;
}
