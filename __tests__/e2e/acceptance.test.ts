import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { ChangeResourceRecordSetsCommand, Route53Client } from "@aws-sdk/client-route-53";
import * as api from "../../acceptance/checks/api";
import { ask, headerOf } from "../../acceptance/checks/ask";
import { nameProblems } from "../../acceptance/look/look";
import { recordsAt } from "../../acceptance/look/zone";
import { type RunRecord, recordSchema } from "../../acceptance/record/record";
import { echoApi, OUTSIDE } from "../../acceptance/verify/checks";
import { clientOptions, environmentOf } from "../../local/world";
import { Deployment } from "../../test-support/e2e/deployment";
import { CHECKOUT } from "../../test-support/e2e/environment-file";
import { DEPLOY, START } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";
import { type Finished, run } from "../../test-support/terraform";
import { SUBJECT, startFront } from "../acceptance/support/front";

const ACCOUNT = "123456789012";
const SEED = { region: "eu-west-1", instances: [], zones: ["example.com"] };
const RIGHT = ["--account", ACCOUNT, "--domain", "example.com", "--max-cost", "1", "--yes"];

/** A run in which somebody types something else than the domain. */
const REFUSES = `
  const { accept } = require("./acceptance/accept");
  const { Stop } = require("./acceptance/record/stop");
  const asked = { kind: "run", account: "${ACCOUNT}", domain: "example.com", maxCost: 1, region: "eu-west-1" };
  const prompt = async (question) => (console.log(question), "example.org");
  const around = { env: process.env, say: console.log, stop: new Stop(console.log), prompt };
  accept({ ...asked, folder: process.argv[1], yes: false }, around).then((code) => (process.exitCode = code));
`;

requires("terraform", "moto_server")("acceptance, against the local AWS", () => {
  let deployment: Deployment;
  let runs: string;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: SEED });
    runs = join(deployment.world.folder, "runs");
    env = { ...environmentOf(deployment.world), GOGC: "400" };
  }, START);

  afterAll(() => deployment?.end(), START);

  const command = (args: readonly string[]) => [
    ...["--import", "tsx", "acceptance/main.ts", ...args],
    ...(args.includes("--teardown") ? [] : ["--folder", runs]),
  ];
  const acceptance = (args: readonly string[], other: NodeJS.ProcessEnv = {}): Promise<Finished> =>
    run(process.execPath, command(args), { cwd: CHECKOUT, env: { ...env, ...other } });
  const folders = () =>
    existsSync(runs) ? readdirSync(runs).filter((name) => statSync(join(runs, name)).isDirectory()) : [];
  const expectNothingLeft = async () => {
    // Parameters of AWS's own, such as that of the image, are listed once one of them was asked for.
    const ours = (await deployment.inventory()).filter((line) => !line.startsWith("parameter /aws/"));
    expect(ours).toEqual(deployment.before);
    expect(await instances(deployment)).toEqual([]);
    expect(folders()).toEqual([]);
  };

  describe("refuses, and makes nothing,", () => {
    afterEach(expectNothingLeft);

    it.each([
      [
        "without an account",
        RIGHT.slice(2),
        2,
        "--account must be the account to deploy to, 12 digits, found none",
      ],
      ["with an unknown option", [...RIGHT, "--regoin", "x"], 2, "unknown option --regoin; write --region"],
      [
        "another account than the credentials'",
        [...RIGHT, "--account", "210987654321"],
        3,
        "the credentials are of account ********9012, --account says ********4321",
      ],
      [
        "what costs more",
        [...RIGHT, "--max-cost", "0.1"],
        3,
        "a run of 2 hours costs at most $0.190, more than --max-cost 0.1",
      ],
      [
        "a domain without a zone",
        [...RIGHT, "--domain", "example.org"],
        3,
        "no public hosted zone that holds example.org; make one: aws route53 create-hosted-zone --name example.org",
      ],
      [
        "the folder of no run",
        ["--teardown", "nowhere"],
        2,
        '--teardown must be the folder of a run, found "nowhere"',
      ],
    ])(
      "%s",
      async (_, args, code, problem) => {
        const finished = await acceptance(args);
        expect({ code: finished.code, text: finished.text }).toEqual({
          code,
          text: expect.stringContaining(problem),
        });
      },
      START,
    );

    it(
      "an endpoint that is neither AWS nor the local AWS",
      async () => {
        const finished = await acceptance(RIGHT, { AWS_ENDPOINT_URL: "https://aws.example.com" });
        expect({ code: finished.code, text: finished.text }).toEqual({
          code: 3,
          text: expect.stringContaining("neither AWS nor the local AWS"),
        });
      },
      START,
    );

    it(
      "where nobody can be asked",
      async () => {
        const finished = await acceptance(RIGHT.filter((arg) => arg !== "--yes"));
        expect({ code: finished.code, text: finished.text }).toEqual({
          code: 2,
          text: expect.stringContaining("--yes is needed where nobody can be asked"),
        });
      },
      START,
    );
  });

  it(
    "makes nothing of a plan that the person does not agree to",
    async () => {
      const args = ["--import", "tsx", "-e", REFUSES, runs];
      const finished = await run(process.execPath, args, { cwd: CHECKOUT, env });
      expect({ code: finished.code, text: finished.text }).toEqual({
        code: 3,
        text: expect.stringMatching(
          /Make this at gatehouse-acceptance-\w{6}\.example\.com in account \*+9012\?/,
        ),
      });
      expect(finished.text).toMatch(/plan: \d+ to add[\s\S]*not agreed to: nothing was made/);
      await expectNothingLeft();
    },
    DEPLOY,
  );

  it(
    "finds a name that is in use, and one below it, and no other",
    async () => {
      const id = deployment.seeded.zones["example.com"] ?? "";
      const client = new Route53Client(clientOptions(deployment.world, "us-east-1"));
      const change = (Action: "CREATE" | "DELETE") =>
        client.send(
          new ChangeResourceRecordSetsCommand({
            HostedZoneId: id,
            ChangeBatch: {
              Changes: ["used.example.com", "_x.used.example.com", "unused.example.com"].map((Name) => ({
                Action,
                ResourceRecordSet: { Name, Type: "TXT", TTL: 60, ResourceRecords: [{ Value: '"x"' }] },
              })),
            },
          }),
        );
      try {
        await change("CREATE");
        const found = await recordsAt(client, { id, name: "example.com" }, "used.example.com");
        expect([...found].sort()).toEqual(["_x.used.example.com TXT", "used.example.com TXT"]);
        expect(nameProblems("used.example.com", found)).toHaveLength(1);
        expect(await recordsAt(client, { id, name: "example.com" }, "sed.example.com")).toEqual([]);
      } finally {
        await change("DELETE");
        client.destroy();
      }
    },
    START,
  );

  it(
    "deploys, plans nothing, skips what needs traffic and says so, and leaves nothing",
    async () => {
      const report = join(deployment.world.folder, "report.md");
      const finished = await acceptance([...RIGHT, "--report", report]);
      const { text } = finished;
      expect({ code: finished.code, text }).toEqual({
        code: 1,
        text: expect.stringContaining("not verified: 21 checks skipped"),
      });
      expect(text).toMatch(/plan: \d+ to add, 0 to change, 0 to destroy/);
      expect(text).toContain("OK      the plan right after the deploy is empty: no changes");
      expect(text).toContain("OK      nothing is left after the teardown");
      for (const { claim } of OUTSIDE) {
        expect(text).toContain(`SKIPPED ${claim}: the local AWS has no traffic`);
      }
      await expectNothingLeft();
      expectReport(report, text);
    },
    2 * DEPLOY,
  );

  it(
    "tears down what a Ctrl-C has stopped midway",
    async () => {
      const running = start(command(RIGHT), env);
      await until(() => /aws_lb\.public: Creating/.test(logIn(runs, folders())), running);
      expectPrivate(join(runs, folders()[0] ?? ""));
      running.child.kill("SIGINT");
      const { code, text } = await running.finished;
      expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining("deploy: stopped") });
      expect(text).toContain("stopped by SIGINT: the teardown follows");
      expect(text).toMatch(/imported: \d+/);
      expect(text).toContain("not accepted, not run on AWS but on the local AWS: deploy stopped");
      await expectNothingLeft();
    },
    DEPLOY,
  );

  it(
    "leaves everything as it is after a second Ctrl-C, and says how to go on",
    async () => {
      const running = start(command(RIGHT), env);
      await until(() => /aws_lb\.public: Creating/.test(logIn(runs, folders())), running);
      running.child.kill("SIGINT");
      // Nearer together they would be one key press.
      await sleep(1200);
      running.child.kill("SIGINT");
      const { code, text } = await running.finished;
      const folder = join(runs, folders()[0] ?? "");
      expect({ code, text }).toEqual({
        code: 1,
        text: expect.stringContaining(`npm run acceptance -- --teardown ${folder}`),
      });
      const again = await acceptance(RIGHT);
      expect({ code: again.code, text: again.text }).toEqual({
        code: 3,
        text: expect.stringContaining(
          `an earlier run was not torn down: npm run acceptance -- --teardown ${folder}`,
        ),
      });
      // What can be made anew is not needed.
      rmSync(join(folder, "cdktf.out"), { recursive: true });
      const resumed = await acceptance(["--teardown", folder]);
      expect({ code: resumed.code, text: resumed.text }).toEqual({
        code: 0,
        text: expect.stringContaining("nothing is left after the teardown"),
      });
      await expectNothingLeft();
    },
    2 * DEPLOY,
  );

  it(
    "finds and tears down what was made and not written down, after it and Terraform were killed",
    async () => {
      const running = start(command(RIGHT), env);
      await until(() => /aws_lb\.public: Still creating/.test(logIn(runs, folders())), running);
      const folder = join(runs, folders()[0] ?? "");
      killWithTerraform(running.child, folder);
      await running.finished;
      expect(await deployment.added()).toContainEqual(expect.stringContaining("gatehouse-accept-"));
      expect(recordOf(folder)).toMatchObject({ state: "changing", complete: false });
      const { code, text } = await acceptance(["--teardown", folder]);
      expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining("aws_lb.public <- ") });
      await expectNothingLeft();
    },
    2 * DEPLOY,
  );
});

requires("moto_server")("the echo server of the instance, run by python3", () => {
  const port = 20_000 + (process.pid % 20_000);
  let server: ChildProcess;

  beforeAll(async () => {
    server = spawn("python3", [join(CHECKOUT, "acceptance/stack/echo-server.py"), String(port)]);
    for (let tries = 0; tries < 100 && !(await answers(port)); tries++) await sleep(100);
  }, START);

  afterAll(async () => {
    server.kill();
    await once(server, "close");
  });

  it(
    "answers what the checks of the API want, behind a proxy",
    async () => {
      const front = await startFront(({ method, url, headers, body }) =>
        proxied(port, { method, url, headers, body }),
      );
      try {
        for (const check of [api.api, api.apiNotFound, api.methods, api.carries, api.fresh]) {
          expect(await check(echoApi(SUBJECT), front.reach)).toMatchObject({ status: "OK" });
        }
      } finally {
        await front.close();
      }
    },
    START,
  );

  it("is healthy, and gives CloudFront's secret to nobody", async () => {
    const healthy = await proxied(port, { method: "GET", url: "/api/health", headers: {}, body: "" });
    expect(healthy.status).toBe(200);
    const headers = { [SUBJECT.secret.name]: SUBJECT.secret.value };
    const echoed = await proxied(port, { method: "GET", url: "/api/echo", headers, body: "" });
    expect(echoed.body).not.toContain(SUBJECT.secret.value);
  });
});

interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<{ readonly code: number | null; readonly text: string }>;
  readonly text: () => string;
}

function start(args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, args, { cwd: CHECKOUT, env, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (piece: Buffer) => {
      text += piece;
    });
  }
  const finished = once(child, "close").then(([code]) => ({ code, text }));
  return { child, finished, text: () => text };
}

/** @throws with what it printed, where it ends before */
async function until(holds: () => boolean, { child, text }: Running): Promise<void> {
  while (!holds()) {
    if (child.exitCode !== null) throw new Error(`it has ended before:\n${text()}`);
    await sleep(100);
  }
}

function logIn(runs: string, [folder = "none"]: readonly string[]): string {
  const file = join(runs, folder, "terraform.log");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function recordOf(folder: string): RunRecord {
  return recordSchema.parse(JSON.parse(readFileSync(join(folder, "run.json"), "utf8")));
}

/** The folder and what is secret in it are nobody else's to read. */
function expectPrivate(folder: string): void {
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const files = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
  expect(files).toEqual(expect.arrayContaining(["origin-secret", "plan.bin", "run.json"]));
  for (const name of files) {
    expect({ name, mode: statSync(join(folder, name)).mode & 0o077 }).toEqual({ name, mode: 0 });
  }
}

/** The program, then Terraform and the providers that it would leave behind. */
function killWithTerraform(child: ChildProcess, folder: string): void {
  const { pid }: { pid: number } = JSON.parse(readFileSync(join(folder, "terraform.json"), "utf8"));
  const providers = execFileSync("pgrep", ["-P", String(pid)], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map(Number);
  child.kill("SIGKILL");
  for (const each of [pid, ...providers]) process.kill(each, "SIGKILL");
}

/** Those that are not gone. */
async function instances({ world }: Deployment): Promise<readonly (string | undefined)[]> {
  const client = new EC2Client(clientOptions(world, SEED.region));
  try {
    const { Reservations = [] } = await client.send(new DescribeInstancesCommand({}));
    const all = Reservations.flatMap(({ Instances = [] }) => Instances);
    return all.filter(({ State }) => State?.Name !== "terminated").map(({ InstanceId }) => InstanceId);
  } finally {
    client.destroy();
  }
}

/** A report that says what was run, and neither a secret nor an account. */
function expectReport(file: string, printed: string): void {
  const markdown = readFileSync(file, "utf8");
  const json = readFileSync(file.replace(/md$/, "json"), "utf8");
  expect(markdown).toContain("| run on | not on AWS: the local AWS |");
  expect(markdown).toMatch(/\| Terraform \| \d+\.\d+\.\d+ \|/);
  expect(markdown).toContain("| AWS provider | 5.100.0 |");
  expect(markdown).toMatch(/\| deploy \| \S+Z \| \d\d:\d\d \| done \|/);
  expect(markdown).toContain("## Left over\n\nNothing.");
  expect(JSON.parse(json)).toMatchObject({ accepted: false, place: "local AWS", state: "torn down" });
  for (const text of [markdown, json, printed]) {
    expect(text).not.toContain(ACCOUNT);
    // The form of the run's secret: forty letters and digits. Commits are hexadecimal.
    const words = [...text.matchAll(/(?<![A-Za-z0-9])[a-z0-9]{40}(?![A-Za-z0-9])/g)].map(([word]) => word);
    expect(words.filter((word) => !/^[0-9a-f]{40}$/.test(word))).toEqual([]);
  }
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the server answers, as a load balancer hands it on. */
async function proxied(port: number, { method, url, headers, body }: Asked) {
  const kept = Object.entries(headers).filter(([name]) => !["connection", "content-length"].includes(name));
  const answer = await ask(
    {
      scheme: "http",
      host: SUBJECT.host,
      path: url,
      method,
      headers: { ...Object.fromEntries(kept), "x-forwarded-proto": "https" },
      ...(body !== "" && { body }),
    },
    { connect: () => ({ host: "127.0.0.1", port }) },
  );
  const own = { "x-echo-method": headerOf(answer, "x-echo-method") };
  return { status: answer.status, headers: own, body: answer.body };
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/api/health`)).ok;
  } catch {
    return false;
  }
}
