import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end, isAlive, ownProcess, processesBelow, spawnDetached } from "../../local/processes";

const SLEEP = ["-e", "setTimeout(() => {}, 60_000)"];

describe("a process of ours", () => {
  it("is alive until it is ended", async () => {
    const log = join(mkdtempSync(join(tmpdir(), "process-")), "log");
    const own = spawnDetached(process.execPath, SLEEP, { log, env: {} });
    expect(isAlive(own)).toBe(true);
    await expect(end(own)).resolves.toBe(true);
    expect(isAlive(own)).toBe(false);
    await expect(end(own)).resolves.toBe(false);
  });

  it("is not another that has its number", async () => {
    const other = spawn(process.execPath, SLEEP, { detached: true, stdio: "ignore" });
    const stale = { pid: other.pid ?? -1, startedAt: "1" };
    expect(isAlive(stale)).toBe(false);
    await expect(end(stale)).resolves.toBe(false);
    expect(other.exitCode).toBeNull();
    expect(() => process.kill(stale.pid, 0)).not.toThrow();
    other.kill("SIGKILL");
  });

  it("is this one, too", () => {
    expect(isAlive(ownProcess())).toBe(true);
  });
});

describe("the processes below one", () => {
  it("are its children and theirs, with their command lines, for as long as they run", async () => {
    const grandchild = `require("node:child_process").spawn(process.execPath, ${JSON.stringify(SLEEP)}, { stdio: "inherit" })`;
    const script = `${grandchild}; console.log("started"); setTimeout(() => {}, 60_000)`;
    const child = spawn(process.execPath, ["-e", script], {
      detached: true,
      stdio: ["ignore", "pipe", "ignore"],
    });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const pid = child.pid ?? -1;
    const found = processesBelow(pid);
    expect(found.map(({ parent }) => parent)).toEqual([process.pid, pid]);
    expect(found.at(-1)?.words).toEqual([process.execPath, ...SLEEP]);
    expect(processesBelow(process.pid)).toEqual(expect.arrayContaining([...found]));
    expect(found.every(isAlive)).toBe(true);
    const ended = new Promise((resolve) => child.once("close", resolve));
    process.kill(-pid, "SIGKILL");
    await ended;
    expect(processesBelow(pid)).toEqual([]);
  });
});
