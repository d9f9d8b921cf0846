import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checksums, readChecksums } from "../../cli/handover/checksums";
import { Place } from "../../cli/handover/place";
import { type Entry, tar } from "../../cli/handover/tar";

const entry = (path: string, text: string): Entry => ({ path, content: Buffer.from(text) });

function filesOf(...texts: readonly string[]): Entry[] {
  const entries = texts.map((text, index) => entry(index === 0 ? ".hidden" : `deep/file-${index}`, text));
  return [...entries, checksums(entries)];
}

let base: string;
let place: Place;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "handover-"));
  place = new Place(join(base, "production"));
});

afterEach(() => rmSync(base, { recursive: true }));

describe("the place of a handover", () => {
  it("is a folder, and a tar that unpacks to the same", () => {
    place.write(filesOf("one", "two"));
    const unpacked = join(base, "unpacked");
    mkdirSync(unpacked);
    const { status, stderr } = spawnSync("tar", ["-xf", place.archive, "-C", unpacked], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const path of [".hidden", "deep/file-1", "SHA256SUMS"]) {
      const file = join(unpacked, "production", path);
      expect(readFileSync(file).equals(readFileSync(join(place.folder, path)))).toBe(true);
      expect(statSync(file).mode & 0o777).toBe(0o644);
    }
    expect(readdirSync(base).sort()).toEqual(["production", "production.tar", "unpacked"]);
  });

  it("has checksums that sha256sum finds right, and wrong after a change", () => {
    place.write(filesOf("one", "two"));
    const check = () => spawnSync("sha256sum", ["-c", "SHA256SUMS"], { cwd: place.folder }).status;
    expect(check()).toBe(0);
    writeFileSync(join(place.folder, ".hidden"), "other");
    expect(check()).toBe(1);
  });

  it("is written again where an earlier handover lies, of which nothing is left", () => {
    place.write(filesOf("one", "two", "three"));
    place.assertOurs();
    place.write(filesOf("new"));
    expect(readdirSync(place.folder).sort()).toEqual([".hidden", "SHA256SUMS"]);
    place.assertOurs();
  });

  it.each([
    [
      "a state",
      (at: Place) => writeFileSync(join(at.folder, "terraform.tfstate"), "{}"),
      /production holds what no handover wrote, found terraform\.tfstate; move it away, or name another folder with --out$/,
    ],
    ["a changed file", (at: Place) => writeFileSync(join(at.folder, ".hidden"), "edited"), /found \.hidden;/],
    ["no checksums", (at: Place) => rmSync(join(at.folder, "SHA256SUMS")), /found \.hidden, deep\/file-1;/],
    [
      "another tar",
      (at: Place) => writeFileSync(at.archive, "x"),
      /production\.tar is there already and is not the tar of .*production; move it away$/,
    ],
  ])("is refused where there is %s, and left as it is", (_, spoil, message) => {
    place.write(filesOf("one", "two"));
    spoil(place);
    expect(() => place.assertOurs()).toThrow(message);
    expect(existsSync(join(place.folder, "deep", "file-1"))).toBe(true);
  });

  it("is refused where a file has its name, and where a tar has no folder", () => {
    writeFileSync(place.folder, "mine");
    expect(() => place.assertOurs()).toThrow(/is there already and is no folder/);
    rmSync(place.folder);
    writeFileSync(place.archive, "mine");
    expect(() => place.assertOurs()).toThrow(/is not the tar of/);
  });
});

describe("a tar", () => {
  it("is the same in whatever order its files come", () => {
    const entries = [entry("b", "2"), entry("a", "1"), entry("c/d", "x".repeat(600))];
    expect(tar(entries).equals(tar([...entries].reverse()))).toBe(true);
    expect(tar(entries).length % 512).toBe(0);
  });

  it("says no owner and no time of this machine", () => {
    const { stdout } = spawnSync("tar", ["-tvf", "-", "--numeric-owner"], {
      input: tar([entry("a", "1")]),
      env: { ...process.env, TZ: "UTC" },
      encoding: "utf8",
    });
    expect(stdout).toMatch(/^-rw-r--r--\s+0[/ ]+0\s+.*1980.* a$/m);
  });

  it("refuses a path that it cannot hold", () => {
    expect(() => tar([entry("x".repeat(101), "")])).toThrow(/at most 100 bytes/);
  });
});

describe("checksums", () => {
  it("are read as they were written", () => {
    const { content } = checksums([entry("b c", "2"), entry("a", "1"), entry("SHA256SUMS", "old")]);
    expect([...readChecksums(content.toString()).keys()]).toEqual(["a", "b c"]);
  });
});
