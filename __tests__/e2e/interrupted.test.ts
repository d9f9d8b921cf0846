import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { taintedIn } from "../../cli/progress/half-made";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";
import { CONTROL_C, runInTerminal } from "../../test-support/run-in-terminal";
import { run } from "../../test-support/terraform";

const ROOT = join(__dirname, "..", "..");
const GATEHOUSE = join(ROOT, "gatehouse");

/** What `npm start` would be given of a person's own: not a secret that AWS would take. */
const { CI, NO_COLOR, ...REST } = process.env;
const OWN: NodeJS.ProcessEnv = { ...REST, TF_VAR_origin_secret: "Not One!" };

requires(
  "terraform",
  "moto_server",
  "python3",
)("a deploy that is stopped by Control-C", () => {
  const step = steps();
  const parent = mkdtempSync(join(tmpdir(), "gatehouse-interrupted-"));
  const folder = join(parent, "local");
  const start = ["start", "--folder", folder];

  afterAll(async () => {
    await run(GATEHOUSE, ["local", "down", "--folder", folder], { cwd: ROOT });
    rmSync(parent, { recursive: true, force: true });
  }, START);

  const state = () => JSON.parse(readFileSync(join(folder, "terraform.example.tfstate"), "utf8"));

  step("shows what is waited for, writes down what was made, and says how to go on", async () => {
    let pressed = false;
    const { code, text } = await runInTerminal(GATEHOUSE, start, {
      cwd: ROOT,
      env: { ...OWN, TERM: "xterm" },
      onOutput: (printed) => {
        // Not in the first second, in which AWS is only asked for it.
        const due = /waiting for the load balancer aws_lb\.public \([2-9]s; usually about a minute\)/;
        if (pressed || !due.test(printed)) {
          return undefined;
        }
        pressed = true;
        return CONTROL_C;
      },
    });
    expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining("Gracefully shutting down...") });
    expect(text).toContain("aws_lb.public was being made: the next run completes it");
    expect(text.trimEnd().split("\n").at(-1)).toBe(
      `Stopped. What was made is in the state file. To go on from there: ./gatehouse start --folder ${folder}`,
    );
  });

  step("leaves nothing behind that the next run stumbles over", async () => {
    expect(existsSync(join(folder, ".terraform.example.tfstate.lock.info"))).toBe(false);
    const { resources }: { resources: { type: string }[] } = state();
    expect(resources.map(({ type }) => type)).toContain("aws_lb");
    expect(taintedIn(state())).toEqual([]);
  });

  step("goes on to the end, in plain lines where there is no terminal", async () => {
    const { code, stdout, text } = await run(GATEHOUSE, start, { cwd: ROOT, env: OWN });
    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining("Apply complete!") });
    expect(text).not.toMatch(/aws_lb\.public: (Creating|Destroying)/);
    expect(text).toMatch(/Plan: \d+ to add, \d+ to change, 0 to destroy\./);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).not.toMatch(/: Still /);
    expect(text).toContain(`./gatehouse local down --folder ${folder}`);
  });

  step("has no changes then", async () => {
    const { code, text } = await run(GATEHOUSE, start, { cwd: ROOT, env: OWN });
    expect(code).toBe(0);
    expect(text.trimEnd().split("\n").at(-1)).toBe("no changes");
  });
});
