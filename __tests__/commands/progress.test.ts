import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { requires } from "../../test-support/requires";
import { CONTROL_C, runInTerminal } from "../../test-support/run-in-terminal";
import { run } from "../../test-support/terraform";

const ROOT = join(__dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "progress-"));
const log = join(folder, "log");

afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => writeFileSync(log, ""));

const logged = () => readFileSync(log, "utf8").trim().split("\n");

/** As Terraform takes signals: the first ends it when it has written its state, the second at once. */
const TERRAFORM = `#!/usr/bin/env node
const { appendFileSync } = require("node:fs");
const log = (line) => appendFileSync(${JSON.stringify(log)}, line + "\\n");
let count = 0;
process.on("SIGINT", () => {
  count++;
  log("interrupt " + count);
  if (count > 1) process.exit(1);
  console.log("Interrupt received.");
  setTimeout(() => { log("state written"); process.exit(1); }, process.env.SLOW ? 20000 : 700);
});
process.on("SIGHUP", () => { log("hung up"); process.exit(1); });
console.log("aws_lb.public: Creating...");
setTimeout(() => console.log("ready"), 100);
setTimeout(() => log("was not stopped"), 25000);
`;
/** As cdktf-cli does: it goes at once, and leaves its Terraform behind. */
const STARTER = `#!/usr/bin/env node
const { spawn } = require("node:child_process");
const child = spawn(process.argv[2], [], { stdio: "inherit" });
process.on("SIGINT", () => process.exit(9));
child.on("close", (code) => process.exit(code));
`;
const PROGRAM = `
import { settle } from "${join(ROOT, "cli", "progress", "interrupted")}";
import { runWithProgress } from "${join(ROOT, "cli", "progress", "run")}";
const [command = "", ...args] = process.argv.slice(2);
const terraform = args[0] ?? command;
runWithProgress({ command, args, terraform, env: process.env, phase: "planning" }).then(async (finished) => {
  const say = (line: string) => console.log(line);
  await settle(finished, undefined, { command: "npm start", recovery: "npm start takes it over", say });
  console.log("ended with " + finished.code + " " + finished.interrupted + " " + finished.making);
});
`;

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text, { mode: 0o755 });
  return join(folder, name);
};
const terraform = file("terraform", TERRAFORM);
const starter = file("starter", STARTER);
const program = file("program.ts", PROGRAM);
const NODE = [
  process.execPath,
  "--import",
  join(ROOT, "node_modules", "tsx", "dist", "loader.mjs"),
  program,
] as const;
const [node, ...loader] = NODE;

const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => {
  const { CI, NO_COLOR, ...rest } = process.env;
  return { ...rest, TERM: "xterm", ...more };
};

/** Presses Control-C when `ready` is printed, and again when each of `cues` is. */
const pressing = (...cues: readonly RegExp[]) => {
  const left = [...cues];
  return (text: string) => {
    const due = left[0]?.test(text) === true;
    return due && left.shift() !== undefined ? CONTROL_C : undefined;
  };
};

requires("python3")("Control-C on a terminal", () => {
  const start = (commands: readonly string[], cues: readonly RegExp[], more: NodeJS.ProcessEnv = {}) =>
    runInTerminal(node, [...loader, ...commands], {
      cwd: folder,
      env: environment(more),
      onOutput: pressing(...cues),
    });

  it.each([
    ["Terraform itself", [terraform]],
    ["a command that would leave its Terraform behind", [starter, terraform]],
  ])("is one interrupt for Terraform, which is waited for: %s", async (_, commands) => {
    const { text } = await start(commands, [/ready/]);
    expect(logged()).toEqual(["interrupt 1", "state written"]);
    expect(text).toContain("waiting for the load balancer aws_lb.public (0s; usually 2 to 3 minutes)");
    expect(text).toContain("stopping: Terraform starts nothing new");
    expect(text.trimEnd().split("\n").slice(-2)).toEqual([
      expect.stringContaining("Stopped. What was made is in the state file. To go on from there: npm start"),
      "ended with 1 stopped aws_lb.public",
    ]);
  });

  it("is passed on a second time, which Terraform takes for at once", async () => {
    // The second one a moment later: two at once are one.
    const later = async () => sleep(600);
    let ask: Promise<void> | undefined;
    let due = false;
    const { text } = await runInTerminal(node, [...loader, terraform], {
      cwd: folder,
      env: environment({ SLOW: "1" }),
      onOutput: (printed) => {
        if (ask === undefined && /ready/.test(printed)) {
          ask = later().then(() => {
            due = true;
          });
          return CONTROL_C;
        }
        // The status is drawn each second.
        if (due && /Interrupt received/.test(printed)) {
          due = false;
          return CONTROL_C;
        }
        return undefined;
      },
    });
    expect(logged()).toEqual(["interrupt 1", "interrupt 2"]);
    expect(text).toContain("stopping at once: Terraform does not write down what it is making");
    expect(text).toContain("may be in AWS and not in the state: aws_lb.public; npm start takes it over");
    expect(text).toContain("ended with 1 at once aws_lb.public");
  });

  it.each([{ CI: "true" }, { TERM: "dumb" }])("is taken the same where lines are plain: %p", async (more) => {
    const { text } = await start([terraform], [/ready/], more);
    expect(text).not.toContain("\u001b");
    expect(text.split("\n").slice(0, 2)).toEqual([
      "aws_lb.public: Creating...",
      "aws_lb.public: waiting for the load balancer; usually 2 to 3 minutes",
    ]);
    expect(logged()).toEqual(["interrupt 1", "state written"]);
  });
});

describe("a pipeline that is cancelled", () => {
  it.each<NodeJS.Signals>(["SIGTERM", "SIGINT"])("lets Terraform write its state: %s", async (signal) => {
    let told = false;
    const { text, code } = await run(node, [...loader, starter, terraform], {
      cwd: folder,
      env: environment({ CI: "true" }),
      onOutput: (piece, pid) => {
        if (!told && /ready/.test(piece)) {
          told = true;
          process.kill(pid, signal);
        }
      },
    });
    expect(code).toBe(0);
    expect(logged()).toEqual(["interrupt 1", "state written"]);
    expect(text).toContain("ended with 1 stopped aws_lb.public");
    expect(text).not.toContain("\u001b");
  });
});

describe("where nothing is being made", () => {
  it("an interrupt ends what runs", async () => {
    const idle = file("idle", '#!/usr/bin/env node\nconsole.log("ready");\nsetTimeout(() => {}, 25000);\n');
    let told = false;
    const { text } = await run(node, [...loader, idle, "no-terraform"], {
      cwd: folder,
      env: environment(),
      onOutput: (piece, pid) => {
        if (!told && /ready/.test(piece)) {
          told = true;
          process.kill(pid, "SIGINT");
        }
      },
    });
    expect(text).toContain("stopping: nothing is being made now");
    expect(text).toContain("ended with 1 stopped ");
  });
});
