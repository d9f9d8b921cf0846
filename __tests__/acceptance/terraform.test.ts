import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { RunFolder, unfinished } from "../../acceptance/record/folder";
import { Stopped } from "../../acceptance/record/stop";
import { endLeftBehind, Terraform, TerraformFailed } from "../../acceptance/terraform";
import { spawnDetached } from "../../local/processes";
import { acceptedRecord, DESCRIPTION } from "./support/record";

/** In place of Terraform: what it is told, and what it does with a SIGINT. */
const SCRIPT = `#!/bin/sh
shift
case "$1" in
  plan) echo "some changes"; exit 2;;
  env) echo "secret=$TF_VAR_origin_secret input=$TF_INPUT";;
  fail) echo "a line before"; echo "Error: no such thing"; echo "  on line 1"; exit 1;;
  apply) trap 'echo "finishing"; sleep 0.2; echo "state written"; exit 1' INT
    echo "Still creating..."
    for i in $(seq 600); do sleep 0.1; done;;
  show) echo '{"values": {"root_module": {"resources": [
    {"address": "aws_lb.public", "mode": "managed", "tainted": true, "values": {"id": "lb-1"}},
    {"address": "data.aws_vpc.network", "mode": "data", "values": {"id": "vpc-1"}}]}}}';;
esac
`;

let base: string;
let folder: RunFolder;
const said: string[] = [];
const never = new AbortController().signal;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "acceptance-"));
  folder = new RunFolder(join(base, "abc123"));
  folder.create();
  writeFileSync(join(base, "terraform"), SCRIPT, { mode: 0o755 });
});

afterEach(() => rmSync(base, { recursive: true }));

function terraform(): Terraform {
  const command = join(base, "terraform");
  return new Terraform({ command, stack: base, folder, env: process.env, say: (line) => said.push(line) });
}

const log = () => readFileSync(folder.log, "utf8");

describe("Terraform of a run", () => {
  it("has the run's own secret, asks nobody, and prints into the run's log", async () => {
    expect(await terraform().run(["env"], never)).toBe(0);
    expect(folder.secret).toMatch(/^[a-z0-9]{40}$/);
    expect(log()).toBe(`secret=${folder.secret} input=0\n`);
  });

  it("answers 2 for a plan that was asked to tell, and fails for any other", async () => {
    expect(await terraform().run(["plan", "-detailed-exitcode"], never)).toBe(2);
    await expect(terraform().run(["plan"], never)).rejects.toThrow(TerraformFailed);
  });

  it("fails with Terraform's own error, and not with what was printed before", async () => {
    await terraform().run(["env"], never);
    await expect(terraform().run(["fail"], never)).rejects.toThrow(
      new TerraformFailed("terraform fail has failed:\nError: no such thing\n  on line 1"),
    );
  });

  it("is asked to stop once, and waited for", async () => {
    const stop = new AbortController();
    const running = terraform().run(["apply"], stop.signal);
    while (!log().includes("Still creating")) await sleep(50);
    stop.abort(new Stopped("stopped by SIGINT"));
    await expect(running).rejects.toThrow(new Stopped("stopped by SIGINT"));
    expect(log()).toMatch(/finishing\nstate written\n$/);
  });

  it("is not started once the run has stopped", async () => {
    await expect(terraform().run(["env"], AbortSignal.abort(new Stopped("x")))).rejects.toThrow("x");
    expect(() => log()).toThrow(/ENOENT/);
  });

  it("cannot be run where there is none", async () => {
    const none = new Terraform({ command: join(base, "none"), stack: base, folder, env: {}, say: () => {} });
    await expect(none.run(["env"], never)).rejects.toThrow(TerraformFailed);
  });

  it("tells what is managed, and what of it is half made", async () => {
    expect([...(await terraform().resources())]).toEqual([["aws_lb.public", { tainted: true, id: "lb-1" }]]);
  });

  it("that a killed run has left behind is ended gently", async () => {
    const child = spawnDetached(join(base, "terraform"), ["-chdir", "apply"], {
      log: folder.log,
      env: process.env,
    });
    writeFileSync(folder.processFile, JSON.stringify({ pid: child.pid, startedAt: child.startedAt }));
    while (!log().includes("Still creating")) await sleep(50);
    await endLeftBehind(folder, (line) => said.push(line));
    expect(log()).toMatch(/state written\n$/);
    expect(() => readFileSync(folder.processFile)).toThrow(/ENOENT/);
    await endLeftBehind(folder, () => {});
  });
});

describe("the folder of a run", () => {
  it("is for its owner alone, and knows who works on it", () => {
    expect(folder.owner).toBe(process.pid);
    writeFileSync(join(folder.path, "owner.json"), JSON.stringify({ pid: process.pid, startedAt: "never" }));
    expect(folder.owner).toBeUndefined();
  });

  it("reads what it wrote, and nothing else", () => {
    expect(folder.read()).toBeUndefined();
    folder.write(acceptedRecord());
    expect(folder.read()).toEqual(acceptedRecord());
    writeFileSync(join(folder.path, "run.json"), '{"form": 2}');
    expect(folder.read()).toBeUndefined();
    writeFileSync(join(folder.path, "run.json"), '{"for');
    expect(folder.read()).toBeUndefined();
  });

  it.each([
    ["planned", 0],
    ["changing", 1],
    ["deployed", 1],
    ["torn down", 0],
  ] as const)("of a run that is %s counts as %d that is not torn down", (state, count) => {
    folder.write(acceptedRecord({ state }));
    expect(unfinished(base, DESCRIPTION.account, "AWS")).toHaveLength(count);
    expect(unfinished(base, DESCRIPTION.account, "local AWS")).toEqual([]);
    expect(unfinished(base, "000000000000", "AWS")).toEqual([]);
    expect(unfinished(join(base, "nowhere"), DESCRIPTION.account, "AWS")).toEqual([]);
  });
});
