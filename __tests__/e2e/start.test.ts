import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requires } from "../../test-support/requires";
import { run } from "../../test-support/terraform";

const ROOT = join(__dirname, "..", "..");
const MINUTES = 60_000;

const gatehouse = (...args: readonly string[]) => run(join(ROOT, "gatehouse"), args, { cwd: ROOT });

requires("terraform", "moto_server")("npm start", () => {
  const parent = mkdtempSync(join(tmpdir(), "gatehouse-start-"));
  const folder = join(parent, "local");
  let look: readonly string[] = [];

  afterAll(async () => {
    await gatehouse("local", "down", "--folder", folder);
    rmSync(parent, { recursive: true, force: true });
  }, MINUTES);

  it(
    "deploys the example by cdktf-cli and says what there is",
    async () => {
      const before = readdirSync(ROOT);
      const { code, text } = await gatehouse("start", "--folder", folder);
      expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining("Apply complete!") });
      expect(text).toContain("url = https://example.com/");
      expect(text).toMatch(/Built in the local AWS \(http:\/\/127\.0\.0\.1:\d+\): \d+ resources/);
      expect(text).toMatch(/1 {2}aws_cloudfront_distribution/);
      expect(text).toContain(`./gatehouse local down --folder ${folder}`);
      expect(readdirSync(ROOT)).toEqual(before);
    },
    8 * MINUTES,
  );

  it(
    "ends with no changes the second time",
    async () => {
      const { code, text } = await gatehouse("start", "--folder", folder);
      expect(code).toBe(0);
      expect(text.trimEnd().split("\n").at(-1)).toBe("no changes");
      look = text.split("Look at it:\n")[1]?.split("Take it down:")[0]?.trim().split("\n") ?? [];
    },
    4 * MINUTES,
  );

  requires("aws")("what it says to look at", () => {
    it(
      "is there to be looked at, by the commands as printed",
      async () => {
        expect(look).toHaveLength(4);
        for (const command of look) {
          const { code, text } = await run("bash", ["-c", command], { cwd: ROOT });
          expect({ command, code, text }).toEqual({ command, code: 0, text: expect.any(String) });
        }
      },
      3 * MINUTES,
    );
  });

  it(
    "leaves the local AWS running, for commands of one's own",
    async () => {
      const status = await gatehouse("local", "status", "--folder", folder);
      expect({ code: status.code, text: status.text }).toEqual({
        code: 0,
        text: expect.stringContaining("local AWS: up"),
      });
      const script = "process.stdout.write(process.env.AWS_ENDPOINT_URL)";
      const asked = await gatehouse("local", "run", "--folder", folder, "--", "node", "-e", script);
      expect(asked.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    },
    MINUTES,
  );

  it(
    "takes everything down, Terraform's state of it included",
    async () => {
      expect((await gatehouse("local", "down", "--folder", folder)).code).toBe(0);
      expect(existsSync(folder)).toBe(false);
      expect((await gatehouse("local", "status", "--folder", folder)).code).toBe(1);
    },
    MINUTES,
  );

  it.each([
    [["start", "--fodler", "x"], 'start: found "--fodler x"'],
    [["local", "sideways"], 'local: found "sideways"'],
    [["local", "run"], 'local: found "run"'],
    [["locla"], 'unknown command, found "locla"'],
  ])("refuses %p with exit code 2", async (args, message) => {
    const { code, text } = await gatehouse(...args);
    expect({ code, text }).toEqual({ code: 2, text: expect.stringContaining(message) });
  });
});
