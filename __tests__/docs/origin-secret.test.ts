import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requires } from "../../test-support/requires";
import { fencesOf } from "./support";

/** Django as far as a WSGI module needs it: the application shows what it was handed. */
const DJANGO = "def get_wsgi_application():\n    return lambda environ, start_response: sorted(environ)\n";

const PROGRAM = `
import importlib.util, json
def load(name):
    spec = importlib.util.spec_from_file_location("example_" + name, name + ".py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
environ = {"HTTP_HOST": "example.com", "HTTP_X_ORIGIN_VERIFY": "secret"}
event = {"request": {"headers": {"Host": "example.com", "X-Origin-Verify": "secret"}}}
print(json.dumps([load("wsgi").application(environ, None), load("wsgi").application({}, None),
                  load("sentry").before_send(event, {}), load("sentry").before_send({}, {})]))
`;

requires("python3")("docs/origin-secret.md", () => {
  it("shows how the header is taken out of requests and of reports", () => {
    const folder = mkdtempSync(join(tmpdir(), "origin-secret-"));
    try {
      mkdirSync(join(folder, "django", "core"), { recursive: true });
      writeFileSync(join(folder, "django", "core", "wsgi.py"), DJANGO);
      for (const { info, text } of fencesOf("docs/origin-secret.md")) {
        const [, file] = /^python (\S+)$/.exec(info) ?? [];
        if (file !== undefined) writeFileSync(join(folder, file), text);
      }
      const { stdout, stderr } = spawnSync("python3", ["-c", PROGRAM], {
        cwd: folder,
        encoding: "utf8",
        env: { PATH: process.env.PATH, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: "1" },
      });
      expect(stderr).toBe("");
      expect(JSON.parse(stdout)).toEqual([
        ["HTTP_HOST"],
        [],
        { request: { headers: { Host: "example.com" } } },
        {},
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
