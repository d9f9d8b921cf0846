import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Readable } from "node:stream";
import { run } from "../../cli/password";
import { BadInput } from "../../config/bad-input";
import { credentialsOf, PASSWORD_FORM, passwordHash } from "../../config/password-form";
import { requires } from "../../test-support/requires";
import { runInTerminal } from "../../test-support/run-in-terminal";

const ROOT = join(__dirname, "..", "..");
const PASSWORD = "correct horse battery";

afterEach(() => jest.restoreAllMocks());

/** Runs the command with this typed into it. */
async function password(args: readonly string[], input = "") {
  const [out, err] = (["log", "error"] as const).map((method) =>
    jest.spyOn(console, method).mockImplementation(() => {}),
  );
  const code = await run(args, Readable.from([input]));
  const text = (spy: typeof out) => (spy?.mock.calls ?? []).map(([line]) => String(line)).join("\n");
  return { code, stdout: text(out), stderr: text(err) };
}

async function refused(args: readonly string[], input = "") {
  const error: unknown = await password(args, input).catch((thrown: unknown) => thrown);
  return error instanceof BadInput ? error.message : `no bad input: ${error}`;
}

function entryOf(stdout: string): string {
  return /^passwords: \["(.*)"\]$/.exec(stdout)?.[1] ?? "";
}

/** Whether these credentials are those of a line. */
function opens(entry: string, user: string, typed: string): boolean {
  const [, salt = "", hash] = entry.split(":");
  return passwordHash(salt, credentialsOf(user, typed)) === hash;
}

describe("./gatehouse password USER", () => {
  it.each([PASSWORD, `${PASSWORD}\n`, `${PASSWORD}\r\n`, `${PASSWORD}\nmore\n`])(
    "hashes the first line of its input, and shows nothing of it: %j",
    async (input) => {
      const { code, stdout, stderr } = await password(["preview"], input);
      expect(code).toBe(0);
      expect(entryOf(stdout)).toMatch(new RegExp(PASSWORD_FORM));
      expect(opens(entryOf(stdout), "preview", PASSWORD)).toBe(true);
      expect(opens(entryOf(stdout), "preview", "another")).toBe(false);
      expect(stdout + stderr).not.toContain("horse");
      expect(stderr).toBe(
        "password: write this line under site, basicAuth in environments/NAME.yaml, then deploy",
      );
    },
  );

  it("salts each anew", async () => {
    const [one, two] = [await password(["a"], PASSWORD), await password(["a"], PASSWORD)];
    expect(one.stdout).not.toBe(two.stdout);
  });

  it("makes one that is told once, and not where the line is", async () => {
    const { stdout, stderr } = await password(["preview", "--generate"]);
    const [, made = ""] = /kept nowhere: (\S+)/.exec(stderr) ?? [];
    expect(made).toMatch(/^[A-Za-z0-9_-]{24}$/);
    expect(opens(entryOf(stdout), "preview", made)).toBe(true);
    expect(stdout).not.toContain(made);
  });

  it.each([12, 128])("takes %i characters", async (length) => {
    expect((await password(["a"], "ü".repeat(length))).code).toBe(0);
  });

  it.each([
    ["", "found 0"],
    ["short", "found 5"],
    ["a".repeat(11), "found 11"],
    ["a".repeat(129), "found 129"],
    [`${PASSWORD}\t`, "control characters"],
  ])("refuses %j", async (input, message) => {
    const text = await refused(["a"], input);
    expect(text).toContain(message);
    expect(text).not.toContain("short;");
  });

  it.each([
    [[]],
    [["a", "hunter2"]],
    [["a:b"]],
    [["a b"]],
    [[`${"a".repeat(65)}`]],
    [["--password", "hunter2"]],
  ])("refuses %j and repeats none of it", async (args) => {
    const text = await refused(args, PASSWORD);
    expect(text).toMatch(/^usage: \.\/gatehouse password USER/);
    expect(text).not.toContain("hunter2");
  });

  it("exits with 2 where the password is too short", () => {
    const { status, stdout, stderr } = spawnSync(join(ROOT, "gatehouse"), ["password", "preview"], {
      input: "short\n",
      encoding: "utf8",
    });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("must have 12 to 128 characters, found 5; take another, or --generate");
  });
});

requires("python3")("./gatehouse password at a terminal", () => {
  const terminal = (first: string, second: string) => {
    let asked = 0;
    return runInTerminal(join(ROOT, "gatehouse"), ["password", "preview"], {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: "1" },
      onOutput: (text) => {
        const [now, typed] = text.includes("again: ")
          ? [2, second]
          : text.includes("more: ")
            ? [1, first]
            : [0, ""];
        if (now <= asked) return undefined;
        asked = now;
        return typed;
      },
    });
  };

  it("asks twice, shows nothing, and takes back what is deleted", async () => {
    const { code, text } = await terminal(`${PASSWORD}xx\u007f\u007f\r`, `${PASSWORD}\r`);
    expect(code).toBe(0);
    const line = text.split("\n").find((each) => each.startsWith("passwords:")) ?? "";
    expect(opens(entryOf(line), "preview", PASSWORD)).toBe(true);
    expect(text).not.toContain("horse");
  }, 60_000);

  it("begins again where the two differ", async () => {
    const { code, text } = await terminal(`${PASSWORD}\r`, `${PASSWORD}!\r`);
    expect(code).toBe(2);
    expect(text).toContain("the two differ");
  }, 60_000);

  it("makes nothing where the person goes away", async () => {
    const { code, text } = await terminal("\u0003", "");
    expect(code).toBe(1);
    expect(text).toContain("password: nothing was made");
    expect(text).not.toContain("passwords:");
  }, 60_000);
});
