import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive, type OwnProcess, processesBelow } from "../../local/processes";
import { requires } from "../../test-support/requires";
import { run } from "../../test-support/terraform";

const ROOT = join(__dirname, "..", "..");

requires("moto_server")("local up that is interrupted", () => {
  const parent = mkdtempSync(join(tmpdir(), "interrupted-up-"));
  const folder = join(parent, "local");
  const gatehouse = (...args: readonly string[]) =>
    run(join(ROOT, "gatehouse"), ["local", ...args, "--folder", folder], { cwd: ROOT });

  afterAll(async () => {
    await gatehouse("down");
    rmSync(parent, { recursive: true, force: true });
  }, 60_000);

  it.each(["starting moto", "starting the gate", "seeding"])(
    "leaves nothing, and says so: %s",
    async (when) => {
      let started: readonly OwnProcess[] = [];
      const { code, text } = await run(join(ROOT, "gatehouse"), ["local", "up", "--folder", folder], {
        cwd: ROOT,
        onOutput: (piece, pid) => {
          if (piece.includes(when)) {
            // moto's own process appears a moment after the line.
            setTimeout(() => {
              started = processesBelow(pid).filter((each) => each.pid !== pid);
              process.kill(pid, "SIGINT");
            }, 100);
          }
        },
      });
      expect({ code, text }).toEqual({
        code: 1,
        text: expect.stringContaining(
          `stopped: the local AWS of ${folder} is not up, and nothing of it is left`,
        ),
      });
      expect(started.length).toBeGreaterThan(0);
      expect(started.filter(isAlive)).toEqual([]);
      expect(existsSync(folder)).toBe(false);
      expect(readdirSync(parent)).toEqual([]);
    },
    60_000,
  );

  it("is up the next time", async () => {
    expect(await gatehouse("up")).toMatchObject({
      code: 0,
      text: expect.stringContaining("the local AWS is up"),
    });
  }, 60_000);
});
