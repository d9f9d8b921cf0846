import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepHalfMade, taintedIn } from "../../../cli/progress/half-made";
import { settle } from "../../../cli/progress/interrupted";

const STATE = {
  resources: [
    { mode: "managed", type: "aws_lb", name: "public", instances: [{ status: "tainted" }] },
    { mode: "managed", type: "aws_s3_bucket", name: "site", instances: [{}] },
    {
      module: "module.a",
      mode: "managed",
      type: "aws_route53_record",
      name: "r",
      instances: [
        { index_key: "x", status: "tainted" },
        { index_key: 1, status: "tainted" },
        { index_key: "y" },
      ],
    },
    { mode: "data", type: "aws_vpc", name: "v", instances: [{ status: "tainted" }] },
  ],
};

const TAINTED = ["aws_lb.public", 'module.a.aws_route53_record.r["x"]', "module.a.aws_route53_record.r[1]"];

describe("what an interrupted run was making", () => {
  const folder = mkdtempSync(join(tmpdir(), "half-made-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const log = join(folder, "log");
  const program = (name: string, state: string, untaint: number) => {
    const file = join(folder, name);
    writeFileSync(join(folder, `${name}.json`), state);
    writeFileSync(
      file,
      `#!/bin/sh\n[ "$1" = state ] && exec cat '${join(folder, `${name}.json`)}'\necho "$@" >>'${log}'\nexit ${untaint}\n`,
      { mode: 0o755 },
    );
    writeFileSync(log, "");
    return { folder, terraform: file, env: { PATH: process.env["PATH"] } };
  };
  const asked = () => readFileSync(log, "utf8").trim().split("\n").filter(Boolean);

  it("is tainted in the state", () => {
    expect(taintedIn(STATE)).toEqual(TAINTED);
    expect(taintedIn({})).toEqual([]);
  });

  it("is kept, all of it or what it is asked for", async () => {
    const state = program("terraform", JSON.stringify(STATE), 0);
    await expect(keepHalfMade(state)).resolves.toEqual(TAINTED);
    expect(asked()).toEqual(TAINTED.map((address) => `untaint ${address}`));
    await expect(
      keepHalfMade(state, (address) => ["aws_lb.public", "aws_s3_bucket.site"].includes(address)),
    ).resolves.toEqual(["aws_lb.public"]);
  });

  it.each([
    ["there is no state", ""],
    ["nothing is tainted", JSON.stringify({ resources: [] })],
  ])("is nothing where %s", async (_, text) => {
    await expect(keepHalfMade(program("none", text, 0))).resolves.toEqual([]);
    expect(asked()).toEqual([]);
  });

  it("is not said to be kept where the state is locked", async () => {
    await expect(keepHalfMade(program("locked", JSON.stringify(STATE), 1))).resolves.toEqual([]);
  });

  const lines: string[] = [];
  const goOn = {
    command: "npm start",
    recovery: "npm start takes it over",
    say: (line: string) => lines.push(line),
  };
  beforeEach(() => {
    lines.length = 0;
  });

  it("is told, with the command that goes on", async () => {
    const finished = { code: 1, text: "", making: ["aws_lb.public", "aws_s3_object.a"] };
    await settle(
      { ...finished, interrupted: "stopped" },
      program("terraform", JSON.stringify(STATE), 0),
      goOn,
    );
    expect(lines).toEqual([
      "aws_lb.public was being made: the next run completes it",
      "Stopped. What was made is in the state file. To go on from there: npm start",
    ]);
  });

  it("is told apart from what Terraform had no time to write down", async () => {
    const finished = { code: 1, text: "", making: ["aws_lb.public", "aws_s3_object.a"] };
    await settle(
      { ...finished, interrupted: "at once" },
      program("terraform", JSON.stringify(STATE), 0),
      goOn,
    );
    expect(lines.slice(1, -1)).toEqual([
      "may be in AWS and not in the state: aws_s3_object.a; npm start takes it over",
    ]);
  });

  it("is nobody's matter in a run that came to its end", async () => {
    await settle({ code: 1, text: "", making: ["aws_lb.public"] }, undefined, goOn);
    expect(lines).toEqual([]);
  });
});
