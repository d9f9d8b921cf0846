import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { Checkout } from "../test-support/checkout";
import { EXAMPLES, exampleText } from "../test-support/shapes";

const ROOT = join(__dirname, "..");

const ENVIRONMENTS = {
  "example.yaml": exampleText("example"),
  "example.ts": readFileSync(join(ROOT, "environments", "example.ts"), "utf8"),
  "tutorial.yaml": exampleText("tutorial"),
  "classic.yaml": exampleText("classic"),
  "platform.yaml": exampleText("platform"),
  // A name is one environment's alone, and the example has these.
  "private.yaml": exampleText("private").replaceAll("example.com", "private.example.com"),
  "secured.yaml": exampleText("secured").replaceAll("example.com", "secured.example.com"),
};

const LONG = 60_000;

describe("two synths in two folders, with other working directories, locales and time zones", () => {
  const [one, other] = [new Checkout(ENVIRONMENTS), new Checkout(ENVIRONMENTS)];
  const elsewhere = mkdtempSync(join(tmpdir(), "elsewhere-"));
  const output = join(elsewhere, "deep", "out");

  beforeAll(async () => {
    mkdirSync(join(elsewhere, "deep"));
    const runs = await Promise.all([
      one.synth({ env: { LANG: "C", LC_ALL: "C", TZ: "UTC", HOME: elsewhere, USER: "one" } }),
      other.synth({
        cwd: elsewhere,
        env: {
          CDKTF_OUTDIR: output,
          LANG: "tr_TR.UTF-8",
          LC_ALL: "tr_TR.UTF-8",
          TZ: "Pacific/Chatham",
          HOME: homedir(),
          USER: "other",
          TF_VAR_origin_secret: "0123456789abcdefghijklmnopqrstuvwxyzabcd",
          AWS_PROFILE: "someone",
          AWS_REGION: "ap-southeast-2",
        },
      }),
    ]);
    expect(runs.map(({ code, stdout }) => ({ code, stdout }))).toEqual(
      Array(2).fill({ code: 0, stdout: "" }),
    );
  }, LONG);

  afterAll(() => {
    one.remove();
    other.remove();
    rmSync(elsewhere, { recursive: true });
  });

  it("write every environment", () => {
    const stacks = Object.keys(EXAMPLES).map((name) => `stacks/${name}/cdk.tf.json`);
    expect(Object.keys(one.written())).toEqual(expect.arrayContaining(stacks));
  });

  it("write the same bytes", () => {
    expect(other.written(output)).toEqual(one.written());
  });

  it("write nothing of the machine", () => {
    const ofMachine = [
      ...[ROOT, one.path, elsewhere, homedir(), tmpdir(), hostname()],
      ...[
        `/${userInfo().username}/`,
        "someone",
        "ap-southeast-2",
        "0123456789abcdefghijklmnopqrstuvwxyzabcd",
      ],
    ];
    const found = Object.entries(one.written()).flatMap(([file, text]) =>
      ofMachine.filter((each) => text.includes(each)).map((each) => `${file}: ${each}`),
    );
    expect(found).toEqual([]);
  });

  it("write no absolute path", () => {
    const leaves = Object.entries(one.written()).flatMap(([file, text]) =>
      [...text.matchAll(/"(?:\/(?:home|root|tmp|usr|var|opt|Users|private)\/|[A-Z]:\\\\|file:)[^"]*"/g)].map(
        ([path]) => `${file}: ${path}`,
      ),
    );
    expect(leaves).toEqual([]);
  });

  it("write no time", () => {
    const now = new Date();
    const found = Object.values(one.written()).filter((text) =>
      text.includes(now.toISOString().slice(0, 10)),
    );
    expect(found).toEqual([]);
  });
});
