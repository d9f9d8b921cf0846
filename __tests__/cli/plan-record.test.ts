import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownerOnly, PlanFile, sha256Of } from "../../cli/plan/plan-file";
import { type PlanRecord, readRecord, recordText } from "../../cli/plan/record";
import { Refused } from "../../cli/refused";
import { BadInput } from "../../config/bad-input";
import { holds } from "../../test-support/e2e/secret-search";

const folder = mkdtempSync(join(tmpdir(), "plan-record-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = join(folder, "shop.tfplan");
const file = new PlanFile(path);
const mode = (of: string) => statSync(of).mode & 0o777;

function record(): PlanRecord {
  return {
    format: 1,
    environment: "production",
    made: "2026-01-02T03:04:05.678Z",
    terraform: "1.11.4",
    destroy: false,
    allowed: [],
    changes: { create: 1, update: 0, replace: 0, destroy: 0 },
    sha256: { plan: file.sha256, configuration: "0".repeat(64) },
  };
}

beforeEach(() => {
  file.remove();
  writeFileSync(path, "a plan");
  file.writeRecord(recordText(record()));
});

describe("the record of a plan", () => {
  it("is read as it was written, and is its owner's alone", () => {
    expect(readRecord(file, "production")).toEqual(record());
    expect(mode(file.recordPath)).toBe(0o600);
  });

  it.each([
    ["of a plan that was changed", path, "another", /of another plan/],
    ["that was changed", file.recordPath, "{}", /is no record of a plan/],
    ["that is no JSON", file.recordPath, "{", /is no record of a plan/],
    ["that is gone", file.recordPath, undefined, /there is no .*shop\.tfplan\.json/],
  ])("is refused where it is one %s", (_, spoiled, text, said) => {
    if (text === undefined) rmSync(spoiled);
    else writeFileSync(spoiled, text);
    expect(() => readRecord(file, "production")).toThrow(Refused);
    expect(() => readRecord(file, "production")).toThrow(said);
  });

  it("is refused where it is one of another environment", () => {
    expect(() => readRecord(file, "staging")).toThrow(/is a plan of environment production, found staging/);
  });

  it("has nothing in it that is not of its form", () => {
    const more = { ...record(), secret: "x" };
    expect(() => recordText(more)).toThrow(/secret/);
  });
});

describe("a plan's file", () => {
  it("may be overwritten where it is a plan with a record, else not", () => {
    expect(PlanFile.named(path).path).toBe(path);
    expect(PlanFile.named(join(folder, "new.tfplan")).exists).toBe(false);
    rmSync(file.recordPath);
    expect(() => PlanFile.named(path)).toThrow(BadInput);
    expect(() => PlanFile.named(path)).toThrow(/is no plan with a record; name another file, or delete it/);
    expect(() => PlanFile.named(join(folder, "none", "a.tfplan"))).toThrow(/is no folder; make it first/);
  });

  it("must be its owner's alone", async () => {
    file.remove();
    await ownerOnly(async () => writeFileSync(path, "a plan"));
    expect(mode(path)).toBe(0o600);
    file.assertPrivate();
    file.remove();
    writeFileSync(path, "a plan", { mode: 0o644 });
    expect(() => file.assertPrivate()).toThrow(/open to others \(6[04]4\)/);
  });

  it("has a hash, and goes with its record", () => {
    expect(sha256Of(path)).toMatch(/^[0-9a-f]{64}$/);
    file.remove();
    expect(file.exists).toBe(false);
    expect(() => statSync(file.recordPath)).toThrow();
  });
});

describe("the search for a secret", () => {
  const SECRET = "abcdefghijklmnopqrstuvwxyz-0123456789";

  it.each(["", "x", "xy"])("finds it, also in base64 behind %j", (before) => {
    const text = `${before}${SECRET} and more`;
    expect(holds(Buffer.from(text), SECRET)).toBe(true);
    expect(holds(Buffer.from(Buffer.from(text).toString("base64")), SECRET)).toBe(true);
  });

  it("finds none where there is none", () => {
    expect(holds(Buffer.from(`${SECRET.slice(1)}${Buffer.from("nothing").toString("base64")}`), SECRET)).toBe(
      false,
    );
  });
});
