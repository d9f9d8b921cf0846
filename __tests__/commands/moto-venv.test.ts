import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import { run } from "../../test-support/terraform";
import { MOTO_VERSION } from "../../tools/moto-release";
import { findPython } from "../../tools/python";
import { HOW_TO_GET, refusal, world } from "../tools/moto-support";
import { startIndex } from "../tools/python-index";
import { closedPort, script, temporaryFolder } from "../tools/support";

const ROOT = join(__dirname, "..", "..");

/** These run the Python and pip of this machine. */
const python = findPython(process.env);
if (python.command === undefined) {
  process.stderr.write(`not run: moto in a virtual environment: ${python.problem}\n`);
}
const withPython = python.command === undefined && process.env.CI !== "true" ? describe.skip : describe;

withPython("moto in a virtual environment", () => {
  const MOTO = {
    name: "moto",
    version: MOTO_VERSION,
    extras: ["ssm"],
    requires: [
      "needed>=1",
      'served; extra == "ssm"',
      'older; python_version < "3.11"',
      'fruit; sys_platform == "darwin"',
      'panes; sys_platform == "win32"',
      'docs; extra == "docs"',
    ],
    files: { "moto/run.py": "def main():\n    print('a moto')\n" },
    scripts: { moto_server: "moto.run:main" },
  };
  const small = (name: string, version: string) => ({ name, version });
  const WHEELS = [
    MOTO,
    small("needed", "1.0"),
    small("needed", "1.2"),
    { ...small("needed", "1.2"), tag: "cp310-cp310-macosx_11_0_arm64" },
    { ...small("needed", "1.2"), tag: "cp310-cp310-win_amd64" },
    small("flask", "3.1"),
    small("flask_cors", "6.0"),
    small("served", "3.1"),
    { ...small("older", "0.5"), requires: ["older-still"] },
    small("older_still", "0.1"),
    small("fruit", "2.0"),
    small("panes", "9.0"),
    small("docs", "7.0"),
  ];
  /** pip without the settings of this machine */
  const pip = (url: string) => ({ PIP_INDEX_URL: url, PIP_CONFIG_FILE: devNull, HOME: devNull });
  const realPython = spawnSync(python.command ?? "", ["-c", "import sys; print(sys.executable)"], {
    encoding: "utf8",
  }).stdout?.trim();
  let index: Awaited<ReturnType<typeof startIndex>>;
  let locked: string;
  const template = join(temporaryFolder(), "venv");

  beforeAll(async () => {
    index = await startIndex(WHEELS);
    locked = await lockFor(index.simple);
    await run(realPython, ["-m", "venv", template], { cwd: ROOT });
  });

  /** With the Python of this machine; where `copied`, an empty environment is a copy of one: that takes no seconds. */
  function worldWithPython({ copied = true } = {}) {
    const made = world("/usr/bin:/bin");
    const copy = `case "$*" in "-I -m venv "*) exec cp -R ${template} "$4";; esac`;
    script(made.bin, "python3", copied ? copy : "", `exec "${realPython}" "$@"`);
    return made;
  }

  const runLockMoto = (url: string, output: string) =>
    run(realPython, [join(ROOT, "tools", "lock-moto"), output], {
      cwd: ROOT,
      env: { PATH: "/usr/bin:/bin", ...pip(url) },
    });

  async function lockFor(url: string): Promise<string> {
    const output = join(temporaryFolder(), "moto.txt");
    const { code, stderr } = await runLockMoto(url, output);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return readFileSync(output, "utf8");
  }

  it("is locked with every wheel of what Linux and macOS need, on every Python", () => {
    const hash = (file: string) => `    --hash=sha256:${index.hashOf(file)}`;
    const lines = locked.trim().split("\n");
    expect(lines[0]).toBe(
      `# moto[ssm]==${MOTO_VERSION}, flask>=3, flask-cors>=6 and all that they need, 1 MB. tools/lock-moto makes it anew: do not edit.`,
    );
    expect(lines.filter((line) => !/^[# ]/.test(line)).map((line) => line.replace(" \\", ""))).toEqual([
      "flask==3.1",
      "flask-cors==6.0",
      "fruit==2.0",
      `moto==${MOTO_VERSION}`,
      "needed==1.2",
      "older==0.5",
      "older-still==0.1",
      "served==3.1",
    ]);
    expect(locked).toContain(`fruit==2.0 \\\n${hash("fruit-2.0-py3-none-any.whl")}\n`);
    for (const file of ["needed-1.2-py3-none-any.whl", "needed-1.2-cp310-cp310-macosx_11_0_arm64.whl"]) {
      expect(locked).toContain(hash(file));
    }
    for (const file of ["needed-1.0-py3-none-any.whl", "needed-1.2-cp310-cp310-win_amd64.whl"]) {
      expect(locked).not.toContain(index.hashOf(file));
    }
  });

  it("is not locked to a version that one of the systems has no wheel of", async () => {
    const linux = {
      ...small("served", "3.1"),
      tag: "cp310-abi3-manylinux_2_17_x86_64.manylinux_2_17_aarch64",
    };
    const half = await startIndex([...WHEELS.filter(({ name }) => name !== "served"), linux]);
    const output = join(temporaryFolder(), "moto.txt");
    const { code, stderr } = await runLockMoto(half.simple, output);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "lock-moto: served 3.1 has no wheel for Python 3.10 on Darwin x86_64: bound it in moto.in\n",
    });
    expect(existsSync(output)).toBe(false);
  });

  it("is installed once, which is said, runs, and asks nobody the second time", async () => {
    const { tools, lock, find, said, kept } = worldWithPython({ copied: false });
    writeFileSync(lock, locked);
    const command = join(tools, `moto-${MOTO_VERSION}`, "bin", "moto_server");
    const [one, other] = await Promise.all([find(pip(index.simple)), find(pip(index.simple))]);
    expect(one).toEqual({ command, args: ["-H", "127.0.0.1", "-p", "0"], source: "fetched" });
    expect(other).toEqual(one);
    expect(said).toEqual([
      `fetching moto ${MOTO_VERSION} (about 1 MB in 8 packages) from ${index.simple} to ${join(tools, `moto-${MOTO_VERSION}`)} ...`,
      `fetched moto ${MOTO_VERSION}`,
    ]);
    expect(spawnSync(command, { encoding: "utf8" }).stdout).toBe("a moto\n");
    expect(kept()).toEqual([`moto-${MOTO_VERSION}`]);
    const asked = index.requests.length;
    await expect(find({ ...pip(index.simple), GATEHOUSE_OFFLINE: "1" })).resolves.toEqual(one);
    expect(index.requests).toHaveLength(asked);

    // Another lock, or another place, is another environment.
    appendFileSync(lock, "# newer\n");
    expect(await refusal(find({ GATEHOUSE_OFFLINE: "1" }))).toContain("GATEHOUSE_OFFLINE forbids");
    writeFileSync(lock, locked);
    renameSync(tools, `${tools}-moved`);
    expect(await refusal(find({ GATEHOUSE_OFFLINE: "1", GATEHOUSE_TOOLS: `${tools}-moved` }))).toContain(
      "GATEHOUSE_OFFLINE forbids",
    );
  });

  it("is not kept where a hash is wrong", async () => {
    const { lock, find, kept } = worldWithPython();
    const changed = { ...small("served", "3.1"), files: { "served/evil.py": "" } };
    const other = await startIndex(WHEELS.map((each) => (each.name === "served" ? changed : each)));
    writeFileSync(lock, locked);
    expect(await refusal(find(pip(other.simple)))).toBe(
      `cannot install moto ${MOTO_VERSION} from ${other.simple}: the hash of served==3.1 is not the one of the requirements: somebody changed it on the way; ${HOW_TO_GET}`,
    );
    expect(kept()).toEqual([]);
  });

  it("is not kept where the requirements leave a hash out", async () => {
    const { lock, find, kept } = worldWithPython();
    writeFileSync(lock, `moto==${MOTO_VERSION}\n`);
    expect(await refusal(find(pip(index.simple)))).toMatch(/[Hh]ashes are required/);
    expect(kept()).toEqual([]);
  });

  it("says that the index cannot be reached", async () => {
    const { lock, find, kept } = worldWithPython();
    writeFileSync(lock, locked);
    const url = (await closedPort()).replace("//", "//someone:hush@");
    const message = await refusal(find(pip(`${url}/simple`)));
    expect(message).toMatch(
      /^cannot install moto 5\.2\.1 from http:\/\/127\.0\.0\.1:\d+\/simple: it cannot be reached; pip/,
    );
    expect(kept()).toEqual([]);
  });
});
