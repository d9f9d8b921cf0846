import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addressesOf } from "../../test-support/addresses";
import { SHAPE_NAMES, synthShape } from "../../test-support/shapes";

const FOLDER = join(__dirname, "addresses");
const UPDATE = process.env.UPDATE_ADDRESSES === "1";

const ADVICE = [
  "An address in state is API: what Terraform finds under a new one, it destroys and creates.",
  "A rename ships with a `moved` block and a line in CHANGELOG.md.",
  "When that is done, or what differs is new: UPDATE_ADDRESSES=1 npx jest --selectProjects unit addresses",
].join("\n");

function fileOf(name: string): string {
  return join(FOLDER, `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.txt`);
}

function committed(name: string): string[] {
  const file = fileOf(name);
  return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
}

function differences(before: readonly string[], now: readonly string[]): string[] {
  return [
    ...before.filter((address) => !now.includes(address)).map((address) => `- ${address}`),
    ...now.filter((address) => !before.includes(address)).map((address) => `+ ${address}`),
  ];
}

function expectSame(name: string, now: readonly string[]): void {
  const changes = differences(committed(name), now);
  if (changes.length > 0) {
    throw new Error(
      `the addresses of "${name}" are others than in ${fileOf(name)}:\n${changes.join("\n")}\n\n${ADVICE}`,
    );
  }
}

describe("addresses", () => {
  it.each(SHAPE_NAMES)("of %s are those that were committed", (name) => {
    const now = addressesOf(synthShape(name));
    if (UPDATE) {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(fileOf(name), `${now.join("\n")}\n`);
    }
    expectSame(name, now);
  });

  it("are committed for no shape that is gone", () => {
    expect(
      readdirSync(FOLDER)
        .map((file) => join(FOLDER, file))
        .sort(),
    ).toEqual(SHAPE_NAMES.map(fileOf).sort());
  });

  it("say what to do when one is renamed, added or gone", () => {
    const [first = "", second = "", ...rest] = committed("smallest");
    expect(() => expectSame("smallest", [`${first}_renamed`, second, ...rest])).toThrow(
      new RegExp(`\n- ${first}\n\\+ ${first}_renamed\n\nAn address in state is API`),
    );
    expect(() => expectSame("smallest", [first, ...rest])).toThrow(`\n- ${second}\n`);
    expect(() => expectSame("smallest", [first, second, ...rest, "aws_eip.x"])).toThrow("\n+ aws_eip.x\n");
  });

  it("hold no hash and no index", () => {
    const all = SHAPE_NAMES.flatMap(committed);
    expect(all.filter((address) => /_[0-9A-F]{8}\b|\.\d+$|count\.index/.test(address))).toEqual([]);
    expect(all).toContain('aws_vpc_security_group_egress_rule.public_8000_address["10.0.1.10"]');
    expect(all).toContain("aws_lb.public");
  });
});
