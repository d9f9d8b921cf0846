import { once } from "node:events";
import { createServer } from "node:net";
import { attempt, closed } from "../../acceptance/checks/closed";
import { eventually } from "../../acceptance/checks/eventually";
import type { Verdict } from "../../acceptance/checks/verdict";

const REFUSED = "not connected: ECONNREFUSED" as const;

describe("a port", () => {
  it("that listens is connected to, and one that does not is not", async () => {
    const server = createServer((socket) => socket.end());
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await attempt({ host: "127.0.0.1", port }, {})).toBe("connected");
    server.close();
    await once(server, "close");
    expect(await attempt({ host: "127.0.0.1", port }, {})).toBe(REFUSED);
  });

  it("of a name that nobody knows is not connected to", async () => {
    expect(await attempt({ host: "nobody.invalid", port: 443 }, {})).toMatch(/^not connected: E/);
  });

  it("is closed where only this machine gets in, once it is let in", () => {
    expect(closed(REFUSED, "connected")).toEqual({
      status: "OK",
      seen: "not connected: ECONNREFUSED; once opened to this machine: connected",
    });
  });

  it.each(["connected", REFUSED] as const)("is open where this machine gets in before, then %s", (after) => {
    expect(closed("connected", after)).toMatchObject({
      status: "FAIL",
      seen: expect.stringContaining("open to everyone"),
    });
  });

  it("may be open where this machine never gets in", () => {
    expect(closed(REFUSED, REFUSED)).toMatchObject({
      status: "SKIPPED",
      seen: expect.stringMatching(/^cannot tell/),
    });
  });
});

describe("a check that is repeated", () => {
  const look = (...verdicts: readonly Verdict["status"][]) => {
    const left = [...verdicts];
    return jest.fn(async (): Promise<Verdict> => ({ status: left.shift() ?? "FAIL", seen: "x" }));
  };
  const quickly = { every: 0.01 };

  it("passes at once where it passes", async () => {
    const once = look("OK");
    expect(await eventually(once, { seconds: 5, ...quickly })).toEqual({ status: "OK", seen: "x" });
    expect(once).toHaveBeenCalledTimes(1);
  });

  it("passes late, and says so", async () => {
    expect(await eventually(look("FAIL", "FAIL", "OK"), { seconds: 60, ...quickly })).toEqual({
      status: "OK",
      seen: expect.stringMatching(/^x, after \d+ s and 3 attempts$/),
    });
  });

  it("fails where the time is over, or the run is stopped", async () => {
    expect((await eventually(look(), { seconds: 0, ...quickly })).status).toBe("FAIL");
    const stopped = look();
    const signal = AbortSignal.abort();
    expect((await eventually(stopped, { seconds: 600, every: 300, signal })).status).toBe("FAIL");
    expect(stopped).toHaveBeenCalledTimes(1);
  });
});
