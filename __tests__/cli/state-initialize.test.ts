import { Stopped } from "../../cli/init/terminal";
import { TerraformFailed } from "../../cli/recover/terraform";
import { Refused } from "../../cli/refused";
import type { OwnBucket, Seen } from "../../cli/state/bucket";
import { initialize, type Making } from "../../cli/state/initialize";
import { targetOf } from "../../cli/state/target";
import { BadInput } from "../../config/bad-input";
import { STATE_TAGS, type StateStackProps } from "../../stacks/state-stack";
import { environment } from "../../test-support/environments";
import { person } from "./init-support";

const ACCOUNT = "123456789012";
const MANAGED: OwnBucket = {
  kind: "own",
  region: "eu-west-1",
  tags: STATE_TAGS,
  versioned: true,
  kmsKeyId: undefined,
  closed: true,
  tlsOnly: true,
  keepDays: 90,
  empty: false,
  hasOwnState: true,
};

/** A work folder that runs nothing, and writes down what it is asked for. */
class Folder {
  readonly done: string[] = [];
  props: StateStackProps | undefined;

  constructor(
    private readonly answers: { changes?: boolean; settled?: boolean; begun?: boolean; imported?: boolean },
  ) {}

  hasBegun = () => this.answers.begun ?? false;
  begin = () => void this.done.push("begin");
  end = () => void this.done.push("end");
  dropPlan = () => void this.done.push("drop");
  apply = async () => void this.done.push("apply");
  prepare = async (_: string, props: StateStackProps) => this.synthesized("prepare", props);
  move = async (_: string, props: StateStackProps) => this.synthesized("move", props);
  plan = async () => this.answer("plan", this.answers.changes ?? true);
  isSettled = async () => this.answer("look", this.answers.settled ?? true);
  adopt = async () => this.answer("adopt", this.answers.imported ?? false);

  private synthesized(step: string, props: StateStackProps): void {
    this.props = props;
    this.done.push(`${step} ${props.ownState ?? "bucket"}`);
  }

  private answer(step: string, answer: boolean): boolean {
    this.done.push(step);
    return answer;
  }
}

describe("state init", () => {
  let log: jest.SpyInstance;
  beforeEach(() => {
    log = jest.spyOn(console, "log").mockImplementation(() => {});
  });
  afterEach(() => jest.restoreAllMocks());
  const said = () => log.mock.calls.flat().join("\n");

  async function init(
    seen: Seen,
    answers: ConstructorParameters<typeof Folder>[0] = {},
    more: Partial<Making> & { readonly state?: object } = {},
  ) {
    const folder = new Folder(answers);
    const making: Making = {
      asked: { name: "production", yes: true, keepDays: undefined },
      target: targetOf(environment({ state: { type: "s3", bucket: "shop-state", ...more.state } })),
      account: ACCOUNT,
      look: { look: async () => seen },
      folder,
      terraform: async () => "terraform",
      prompt: undefined,
      ...more,
    };
    const outcome = await initialize(making).catch((error: unknown) => error);
    return { outcome, done: folder.done, props: folder.props };
  }

  it("makes the bucket with its state in a file, moves that, looks, and only then lets go of the file", async () => {
    const { outcome, done, props } = await init({ kind: "absent" });
    expect(outcome).toBe(0);
    expect(done).toEqual(["prepare file", "plan", "begin", "apply", "drop", "move bucket", "look", "end"]);
    expect(props).toEqual({
      bucket: "shop-state",
      region: "eu-west-1",
      accountId: ACCOUNT,
      kmsKeyId: undefined,
      keepDays: undefined,
    });
    expect(said()).toMatch(/keeps the states of Terraform, its own as state\/shop-state\/terraform\.tfstate/);
    expect(said()).toMatch(/^Next: npx cdktf deploy production$/m);
    expect(said()).not.toContain(ACCOUNT);
  });

  it("goes on where an earlier run was killed, and takes the bucket into the state", async () => {
    const { outcome, done } = await init({ ...MANAGED, hasOwnState: false }, { imported: true });
    expect(outcome).toBe(0);
    expect(done.slice(0, 3)).toEqual(["prepare file", "adopt", "plan"]);
    expect(said()).toMatch(/going on with it\n.*imported/);
  });

  it("moves the state also where nothing was left to make", async () => {
    const { done } = await init({ ...MANAGED, hasOwnState: false }, { changes: false, begun: true });
    expect(done).toEqual(["prepare file", "adopt", "plan", "drop", "move bucket", "look", "end"]);
  });

  it("keeps the file where the moved state is not what stands in AWS", async () => {
    const { outcome, done } = await init({ kind: "absent" }, { settled: false });
    expect(outcome).toBeInstanceOf(TerraformFailed);
    expect(done).not.toContain("end");
  });

  it("changes nothing a second time, and says so", async () => {
    const { outcome, done } = await init(MANAGED, { changes: false }, { asked: notYes() });
    expect(outcome).toBe(0);
    expect(done).toEqual(["prepare bucket", "plan", "drop", "end"]);
    expect(said()).toMatch(/^no changes$/m);
  });

  it("leaves days and key as the bucket has them, unless it is asked for others", async () => {
    const has = { ...MANAGED, keepDays: 30, kmsKeyId: "alias/old" };
    expect((await init(has)).props).toMatchObject({ keepDays: 30, kmsKeyId: "alias/old" });
    const asked = { name: "production", yes: true, keepDays: 7 };
    const { props } = await init(has, {}, { asked, state: { kmsKeyId: "alias/new" } });
    expect(props).toMatchObject({ keepDays: 7, kmsKeyId: "alias/new" });
  });

  describe("asks", () => {
    it("once, and goes on after yes", async () => {
      const { prompt, questions } = person("yes");
      const { outcome } = await init({ kind: "absent" }, {}, { asked: notYes(), prompt });
      expect(outcome).toBe(0);
      expect(questions).toEqual([expect.stringContaining("Make this in account ********9012?")]);
    });

    it.each(["", "y", "no", "yes please"])("and takes %j for no", async (answer) => {
      const { prompt } = person(answer);
      const { outcome, done } = await init({ kind: "absent" }, {}, { asked: notYes(), prompt });
      expect(outcome).toBeInstanceOf(Stopped);
      expect(done).toEqual(["prepare file", "plan", "drop"]);
    });

    it("nobody where there is no terminal: --yes is named", async () => {
      const { outcome, done } = await init({ kind: "absent" }, {}, { asked: notYes() });
      expect(outcome).toBeInstanceOf(BadInput);
      expect(String(outcome)).toMatch(/nothing was changed: there is no terminal to ask at; .*--yes/);
      expect(done).not.toContain("apply");
    });
  });

  describe("does nothing", () => {
    it.each([
      ["somebody else's", { kind: "closed", inAccount: false } as const, /is somebody else's.*\*9012/],
      ["not to be looked at", { kind: "closed", inAccount: true } as const, /may not look at it/],
      [
        "without versions",
        { ...MANAGED, tags: {}, versioned: false, hasOwnState: false },
        /keeps no versions.*aws s3api put-bucket-versioning --bucket shop-state/,
      ],
    ])("where the bucket is %s", async (_, seen, message) => {
      const { outcome, done } = await init(seen);
      expect(outcome).toBeInstanceOf(Refused);
      expect(String(outcome)).toMatch(message);
      expect(done).toEqual([]);
    });

    it("where the bucket is in another region than the file says", async () => {
      const { outcome, done } = await init({ ...MANAGED, region: "us-east-1" });
      expect(outcome).toBeInstanceOf(BadInput);
      expect(String(outcome)).toMatch(/is in us-east-1, found eu-west-1; write state: { region: us-east-1 }/);
      expect(done).toEqual([]);
    });

    it("to a bucket that was made by other means, and says how good it is", async () => {
      const { outcome, done } = await init({ ...MANAGED, tags: {}, hasOwnState: false, tlsOnly: false });
      expect(outcome).toBe(0);
      expect(done).toEqual([]);
      expect(said()).toMatch(/made by other means: it can be used, and is left as it is/);
      expect(said()).toMatch(/^OK +versions/m);
      expect(said()).toMatch(/^WARNING +TLS/m);
    });
  });
});

function notYes(): Making["asked"] {
  return { name: "production", yes: false, keepDays: undefined };
}
