import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MOTO_VERSION } from "../../tools/moto-release";

const FOLDER = join(__dirname, "..", "..", "tools", "requirements");
const [header = "", ...lines] = readFileSync(join(FOLDER, "moto.txt"), "utf8").trimEnd().split("\n");
const asked = readFileSync(join(FOLDER, "moto.in"), "utf8").trimEnd().split("\n");
const pinned = lines.flatMap((line) => /^([a-z0-9-]+)==(\S+) \\$/.exec(line)?.slice(1, 2) ?? []);

describe("what pip installs moto from", () => {
  it("is what it is asked for, and says how much comes", () => {
    expect(asked[0]).toBe(`moto[ssm]==${MOTO_VERSION}`);
    expect(lines).toContain(`moto==${MOTO_VERSION} \\`);
    expect(header).toMatch(/, \d+ MB\. tools\/lock-moto makes it anew: do not edit\.$/);
    expect(header.startsWith(`# ${asked.join(", ")} and all that they need, `)).toBe(true);
  });

  it("has every package once, in order, each with the hashes of its wheels", () => {
    expect(pinned).toEqual([...new Set(pinned)].sort());
    const packages = lines.join("\n").split(/^(?=[a-z])/m);
    expect(packages).toHaveLength(pinned.length);
    for (const each of packages) {
      expect(each).toMatch(
        /^[a-z0-9-]+==[0-9a-z.]+ \\\n(?: {4}--hash=sha256:[0-9a-f]{64} \\\n)* {4}--hash=sha256:[0-9a-f]{64}\n?$/,
      );
      const hashes = each.match(/[0-9a-f]{64}/g) ?? [];
      expect(hashes).toEqual([...new Set(hashes)].sort());
    }
  });
});
