import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../cli/check";
import { BadInput } from "../../config/bad-input";
import { contractAcross } from "../../config/contract/across";
import { allRules } from "../../config/contract/all";
import { environmentText, type Keys } from "../../test-support/environments";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "check-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, keys: Keys): void {
  writeFileSync(join(folder, `${name}.yaml`), environmentText({ environment: name, ...keys }));
}

async function check(keys: Keys, ...args: readonly string[]) {
  write("production", keys);
  const [out, err] = (["log", "error"] as const).map((method) =>
    jest.spyOn(console, method).mockImplementation(() => {}),
  );
  const code = await run(["production", ...args], { folder, env: { NO_COLOR: "1" } });
  const text = (spy: typeof out) => (spy?.mock.calls ?? []).map(([line]) => String(line)).join("\n");
  return { code, stdout: text(out), stderr: text(err) };
}

/** The status of each rule, by id. */
function statuses(stdout: string): Record<string, string> {
  const lines = [...stdout.matchAll(/^(OK|WARNING|FAIL|WAIVED|NOT CHECKED) +([a-z-]+) /gm)];
  return Object.fromEntries(lines.map(({ 1: status = "", 2: id = "" }) => [id, status]));
}

describe("./gatehouse check NAME", () => {
  it("prints every rule once, with what was looked at and why", async () => {
    const { code, stdout, stderr } = await check({});
    expect([code, stderr]).toEqual([0, ""]);
    const all = [...allRules, ...contractAcross];
    expect(Object.keys(statuses(stdout)).sort()).toEqual(all.map(({ id }) => id).sort());
    expect(stdout.match(/^ +why: [A-Z].*\.$/gm)).toHaveLength(all.length);
    expect(stdout).toMatch(/\n\d+ OK, 0 WARNING, 0 FAIL, 0 WAIVED, \d+ NOT CHECKED$/);
  });

  it("takes for passed nothing that plan, preflight or the application has to tell", async () => {
    const found = statuses((await check({})).stdout);
    expect(found).toMatchObject({
      "application-timeouts": "NOT CHECKED",
      "subnet-zones": "NOT CHECKED",
      "name-servers": "NOT CHECKED",
      "viewer-certificate": "OK",
    });
    const viewer = "arn:aws:acm:us-east-1:123456789012:certificate/a";
    const { stdout } = await check({ certificates: { viewer } });
    expect(statuses(stdout)["viewer-certificate"]).toBe("NOT CHECKED");
    expect(stdout).toMatch(/not checked: which names certificates\.viewer holds/);
  });

  it("fails with 2, and says where, what and what to do", async () => {
    const { code, stdout } = await check({
      site: {},
      edge: { enabled: false },
      backends: apiBelow("/api/*"),
    });
    expect(code).toBe(2);
    expect(statuses(stdout)["site-edge"]).toBe("FAIL");
    expect(stdout).toMatch(
      /production\.yaml:\d+:1 site: needs the edge.*\n +why: .*\n +remedy: Remove site.*\n +https:/,
    );
  });

  it("warns without failing, and waives with the reason", async () => {
    const loadBalancer = { idleTimeout: 90 };
    const warned = await check({ loadBalancer });
    expect([warned.code, statuses(warned.stdout)["drain"]]).toEqual([0, "WARNING"]);
    const waivers = [{ rule: "drain", reason: "requests end within ten seconds" }];
    const waived = await check({ loadBalancer, waivers });
    expect([waived.code, statuses(waived.stdout)["drain"]]).toEqual([0, "WAIVED"]);
    expect(waived.stdout).toMatch(/waived: requests end within ten seconds/);
    expect(waived.stderr).toMatch(/^warning: .*drain is waived, "requests end within ten seconds"/);
  });

  it("does not ask a rule of a key that is wrong in itself, and says what is wrong", async () => {
    const { code, stdout, stderr } = await check({ domain: { name: "Example" } });
    expect([code, statuses(stdout)["zone-names"]]).toEqual([2, "NOT CHECKED"]);
    expect(stdout).toMatch(/not checked: domain must be mended first/);
    expect(stderr).toMatch(/production\.yaml:\d+:\d+ domain\.name: must be in lower case/);
  });

  it("looks at the environments beside it, whichever comes first", async () => {
    write("staging", {});
    const { code, stdout } = await check({});
    expect([code, statuses(stdout)["one-owner-of-a-name"]]).toEqual([2, "FAIL"]);
    expect(stdout).toMatch(/production\.yaml:\d+:\d+ domain\.name: is a name of .*staging\.yaml/);
  });

  it("does not take for checked what it cannot compare with", async () => {
    write("staging", { domain: { name: "Example" } });
    const { code, stdout } = await check({});
    expect([code, statuses(stdout)["one-owner-of-a-name"]]).toEqual([0, "NOT CHECKED"]);
    expect(stdout).toMatch(/staging\.yaml must be mended first/);
  });

  it("--json tells the same", async () => {
    const { stdout } = await check({ loadBalancer: { idleTimeout: 90 } }, "--json");
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ environment: "production", faults: [], summary: { WARNING: 1, FAIL: 0 } });
    const drain = told.rules.find(({ id }: { id: string }) => id === "drain");
    expect(drain).toMatchObject({
      stage: "synth",
      status: "WARNING",
      looked: "idle timeout 90 s; api 90 s",
      findings: [expect.stringMatching(/deregistrationDelay: cuts off/)],
    });
    expect(Object.keys(drain)).toEqual(expect.arrayContaining(["reason", "remedy", "page"]));
  });

  it.each([
    [[], /takes one|NAME/],
    [["production", "staging"], /check/],
    [["produktion"], /has no environment "produktion"; write production/],
    [["production", "--yaml"], /yaml/],
  ])("refuses %j", async (args, message) => {
    write("production", {});
    const error = await run(args, { folder, env: {} }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(BadInput);
    expect(String(error)).toMatch(message);
  });
});

function apiBelow(pattern: string): Keys {
  return { api: { paths: [pattern], targets: { type: "external" } } };
}
