import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runArguments } from "../../tools/moto-image";
import { MOTO_VERSION } from "../../tools/moto-release";
import { HOW_TO_GET, refusal, world } from "./moto-support";
import { script } from "./support";

/** A python3 that says its version and has venv, or not. */
const fakePython = (folder: string, version: string, venv = true) =>
  script(folder, "python3", `case "$3" in *venv*) exit ${venv ? 0 : 1};; *) echo ${version};; esac`);

describe("a moto that is there", () => {
  it("is taken from PATH, on a port that the system chooses", async () => {
    const { bin, find } = world();
    const command = script(bin, "moto_server", "exit 0");
    await expect(find()).resolves.toEqual({ command, args: ["-H", "127.0.0.1", "-p", "0"], source: "PATH" });
  });
});

describe("a moto that cannot be had", () => {
  it("is refused without Python, an engine or a network, in one line", async () => {
    expect(await refusal(world().find())).toBe(
      `there is no moto_server on PATH, and there is no python3 on PATH to install it with: ${HOW_TO_GET}`,
    );
  });

  it("is not fetched under GATEHOUSE_OFFLINE", async () => {
    const { bin, find, lock, kept } = world();
    fakePython(bin, "3.12");
    writeFileSync(lock, "");
    expect(await refusal(find({ GATEHOUSE_OFFLINE: "1" }))).toBe(
      `there is no moto_server on PATH, and GATEHOUSE_OFFLINE forbids to fetch it: ${HOW_TO_GET}`,
    );
    expect(kept()).toEqual([]);
  });

  it.each([
    ["3.9", true, /there is no Python 3\.10 or later \(.*python3 is 3\.9\) to install it with/],
    ["3.12", false, /python3 has no venv \(on Debian and Ubuntu: apt install python3-venv\) to install/],
  ])("says what is wrong with Python %s, venv %p", async (version, venv, message) => {
    const { bin, find } = world();
    fakePython(bin, version, venv);
    expect(await refusal(find())).toMatch(message);
  });
});

describe("moto's image", () => {
  /** An engine that writes down what it is asked, and has the image or not. */
  function engine(folder: string, { name = "docker", has = false, pulls = true, runs = true } = {}): string {
    const asked = join(folder, "asked");
    script(
      folder,
      name,
      `echo "$*" >> ${asked}`,
      'case "$1" in',
      `  ps) exit ${runs ? 0 : 1};;`,
      `  image) exit ${has ? 0 : 1};;`,
      `  pull) ${pulls ? "exit 0" : "echo first >&2; echo no such host >&2; exit 1"};;`,
      "esac",
    );
    return asked;
  }
  const asksOf = (file: string) => readFileSync(file, "utf8").trim().split("\n");
  const IMAGE = `docker.io/motoserver/moto:${MOTO_VERSION}`;

  it.each(["docker", "podman"])(
    "is pulled, which is said, and run by %s where there is no Python",
    async (name) => {
      const { bin, find, said } = world();
      const asked = engine(bin, { name });
      const { command, args, source } = await find();
      expect({ command, source }).toEqual({ command: join(bin, name), source: "image" });
      expect(asksOf(asked).at(-1)).toBe(`pull --quiet ${IMAGE}`);
      expect(said).toEqual([
        `fetching moto's image ${IMAGE} to ${join(bin, name)} ...`,
        "fetched moto's image",
      ]);
      const port = Number(args.at(-1));
      expect(port).toBeGreaterThan(1023);
      expect(args).toEqual(runArguments(port));
    },
  );

  it("is published on loopback alone, at the port that moto says", () => {
    expect(["docker", ...runArguments(4711)].join(" ")).toBe(
      `docker run --rm --pull never --publish 127.0.0.1:4711:4711 --env MOTO_ACM_VALIDATION_WAIT --env MOTO_IAM_LOAD_MANAGED_POLICIES ${IMAGE} -p 4711`,
    );
  });

  it("is not pulled where it is there, nor under GATEHOUSE_OFFLINE", async () => {
    const there = world();
    const asked = engine(there.bin, { has: true });
    await expect(there.find({ GATEHOUSE_OFFLINE: "1" })).resolves.toMatchObject({ source: "image" });
    expect(asksOf(asked).filter((line) => line.startsWith("pull"))).toEqual([]);
    const missing = world();
    const askedThere = engine(missing.bin);
    expect(await refusal(missing.find({ GATEHOUSE_OFFLINE: "1" }))).toContain(
      `GATEHOUSE_OFFLINE forbids to fetch the image ${IMAGE}`,
    );
    expect(asksOf(askedThere).filter((line) => line.startsWith("pull"))).toEqual([]);
  });

  it("says why it cannot be pulled", async () => {
    const { bin, find } = world();
    engine(bin, { pulls: false });
    expect(await refusal(find())).toBe(`cannot fetch the image ${IMAGE}: no such host; ${HOW_TO_GET}`);
  });

  it("is no way out where the engine does not answer, or Python is there", async () => {
    const silent = world();
    engine(silent.bin, { runs: false });
    expect(await refusal(silent.find())).toContain("there is no python3 on PATH");
    const both = world();
    fakePython(both.bin, "3.12");
    writeFileSync(both.lock, "");
    const asked = engine(both.bin);
    expect(await refusal(both.find())).toMatch(/^cannot install moto 5\.2\.1 from pip's index/);
    expect(existsSync(asked)).toBe(false);
  });
});
