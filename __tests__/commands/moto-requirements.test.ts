import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import { run } from "../../test-support/terraform";
import { onPath } from "../../tools/places";
import { startIndex } from "../tools/python-index";
import { temporaryFolder } from "../tools/support";

const ROOT = join(__dirname, "..", "..");
const REQUIREMENTS = join(ROOT, "tools", "requirements");

/** The Python that has moto, as the first line of moto_server names it. */
function pythonOfMoto(): string | undefined {
  const server = onPath("moto_server", process.env);
  const named = server && /^#!(\/.*)\n/.exec(readFileSync(server, "utf8"))?.[1];
  // A shim names a shell.
  return named !== undefined && /python/.test(named) ? named : server && onPath("python3", process.env);
}

const python = pythonOfMoto();
if (python === undefined) {
  process.stderr.write("not run: what moto needs: there is no moto_server on PATH\n");
}
const withMoto = python === undefined && process.env.CI !== "true" ? describe.skip : describe;

withMoto("tools/requirements/moto.txt", () => {
  const runPython = (...args: string[]) => run(python ?? "", args, { cwd: ROOT });
  const check = (folder: string) => runPython(join(ROOT, "__tests__", "tools", "moto-closure.py"), folder);

  it("has what moto needs on each Python and system, and no more", async () => {
    const { code, stdout } = await check(REQUIREMENTS);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+ packages\n$/) });
  });

  it("is found to lack a package, to have one too many, and to pin one outside its range", async () => {
    const folder = temporaryFolder();
    copyFileSync(join(REQUIREMENTS, "moto.in"), join(folder, "moto.in"));
    const whole = readFileSync(join(REQUIREMENTS, "moto.txt"), "utf8");
    writeFileSync(
      join(folder, "moto.txt"),
      whole.replace("xmltodict==", "xylophone==").replace(/^flask-cors==\S+/m, "flask-cors==5.0"),
    );
    const { stdout } = await check(folder);
    expect(stdout.trim().split("\n")).toEqual([
      "flask-cors is pinned to 5.0, moto.in needs >=6",
      "xmltodict is needed by moto and not pinned",
      expect.stringMatching(/^xylophone is pinned to \S+, needed by nothing$/),
    ]);
  });

  it("is read by pip, which asks the index for it", async () => {
    const index = await startIndex([]);
    const { code, stdout, stderr } = await run(
      python ?? "",
      [
        ...["-I", "-m", "pip", "download", "--no-deps", "--require-hashes", "--only-binary", ":all:"],
        ...["--dest", temporaryFolder(), "--requirement", join(REQUIREMENTS, "moto.txt")],
      ],
      {
        cwd: ROOT,
        env: { ...process.env, PIP_INDEX_URL: index.simple, PIP_CONFIG_FILE: devNull, PIP_FIND_LINKS: "" },
      },
    );
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/No matching distribution found for blinker==/);
    expect(index.requests).toContain("GET /simple/blinker/");
  });
});
