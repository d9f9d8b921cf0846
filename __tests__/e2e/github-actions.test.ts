import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import {
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { clientOptions, down, environmentOf, up, type World } from "../../local/world";
import { clone } from "../../test-support/e2e/clone";
import { CHECKOUT, changed, fileText } from "../../test-support/e2e/environment-file";
import { filesWith, holds } from "../../test-support/e2e/secret-search";
import { STATE_REGION, StateBucket } from "../../test-support/e2e/state-bucket";
import { START, steps } from "../../test-support/e2e/steps";
import type { Contexts } from "../../test-support/github/expressions";
import { planKeys } from "../../test-support/github/plan-keys";
import { type JobResult, runWorkflow } from "../../test-support/github/runner";
import { readWorkflow } from "../../test-support/github/workflow";
import { requires } from "../../test-support/requires";

const FILE = changed(fileText("environments/example.yaml"), {
  environment: "production",
  state: { type: "s3", bucket: "shop-terraform-state", region: STATE_REGION },
  loadBalancer: { originSecret: { ssm: "/shop/production/origin-secret" } },
});
const CHANGED = changed(FILE, { "backends.api.healthCheck.path": "/api/v1/healthy/" });
const REGION = "eu-west-1";

requires(
  "terraform",
  "moto_server",
  "python3",
  "jq",
  "openssl",
)("the workflows of examples/pipelines/github", () => {
  const step = steps();
  const base = mkdtempSync(join(tmpdir(), "github-"));
  const [store, home, main] = [join(base, "github"), join(base, "home"), join(base, "main")];
  const keys = planKeys();
  let world: World;
  let bucket: StateBucket;
  let runs = 0;

  beforeAll(async () => {
    for (const folder of [store, home]) mkdirSync(folder);
    const source = clone();
    cpSync(source, main, { recursive: true });
    rmSync(source, { recursive: true });
    merge(FILE);
    world = await up({ folder: join(base, "local") });
    bucket = new StateBucket(world, "shop-terraform-state");
    await bucket.create();
    const ssm = new SSMClient(clientOptions(world, REGION));
    const secret = { Name: "/shop/production/origin-secret", Value: world.originSecret };
    await ssm.send(new PutParameterCommand({ ...secret, Type: "SecureString" }));
    ssm.destroy();
  }, START);

  afterAll(async () => {
    bucket?.close();
    await down({ folder: join(base, "local") });
    rmSync(base, { recursive: true, force: true });
  }, START);

  /** What is on the branch `main` from now on. */
  function merge(file: string): void {
    const environments = join(main, "environments");
    for (const name of readdirSync(environments)) rmSync(join(environments, name));
    writeFileSync(join(environments, "production.yaml"), file);
  }

  async function workflow(name: string, github: Contexts, file?: string): Promise<Record<string, JobResult>> {
    const { TF_VAR_origin_secret: _, ...role } = environmentOf(world);
    const outside = Object.entries(process.env).filter(([key]) => !/^(AWS_|GITHUB_|TF_VAR_)/.test(key));
    runs += 1;
    return runWorkflow(readWorkflow(join(CHECKOUT, "examples/pipelines/github", `${name}.yml`)), {
      folder: join(base, "runs", String(runs)),
      env: {
        ...Object.fromEntries(outside),
        PATH: `${join(CHECKOUT, "test-support/github/bin")}:${process.env.PATH}`,
        HOME: home,
        // Nothing of this machine stands in for a role that was not assumed.
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_CONFIG_FILE: devNull,
        AWS_SHARED_CREDENTIALS_FILE: devNull,
        INSTALLED_PACKAGES: join(CHECKOUT, "node_modules"),
        GH_STAND_IN: store,
      },
      contexts: {
        github: {
          repository: "team/shop",
          sha: "0123456789abcdef0123456789abcdef01234567",
          ref: "refs/heads/main",
          actor: "somebody",
          token: "token",
          ...github,
        },
        vars: { PLAN_CERTIFICATE: keys.certificate },
      },
      secrets: { production: { PLAN_KEY: keys.key } },
      checkout: (folder) => {
        cpSync(main, folder, { recursive: true });
        if (file !== undefined) writeFileSync(join(folder, "environments", "production.yaml"), file);
      },
      roles: {
        "arn:aws:iam::123456789012:role/gatehouse-production-plan": role,
        "arn:aws:iam::123456789012:role/gatehouse-production-apply": role,
      },
    });
  }

  const pullRequest = (repository: string, file: string) =>
    workflow(
      "plan",
      { event: { pull_request: { number: "7", head: { repo: { full_name: repository } } } } },
      file,
    );
  const push = () => workflow("apply", {});
  const drift = () => workflow("drift", {});
  const kept = (name: string): { body: string; state?: string; comment?: string }[] =>
    existsSync(join(store, name)) ? JSON.parse(readFileSync(join(store, name), "utf8")) : [];
  const results = (jobs: Record<string, JobResult>) =>
    Object.fromEntries(Object.entries(jobs).map(([name, { result }]) => [name, result]));
  /** The log of what went wrong is more than that it did. */
  const expectResults = (jobs: Record<string, JobResult>, expected: Record<string, string>) => {
    const failed = Object.values(jobs).filter(({ result }) => result === "failure");
    if (JSON.stringify(results(jobs)) !== JSON.stringify(expected)) {
      console.error(failed.map(({ log }) => log).join("\n"));
    }
    expect(results(jobs)).toEqual(expected);
  };
  const silent = (jobs: Record<string, JobResult>) =>
    Object.values(jobs).filter(({ log, summary }) => holds(Buffer.from(log + summary), world.originSecret));

  step(
    "a pull request from a fork is synthesized and validated, and has no role, no plan, no comment",
    async () => {
      const jobs = await pullRequest("stranger/shop", FILE);
      expectResults(jobs, { check: "success", plan: "skipped", comment: "skipped" });
      expect(jobs["check"]?.log).toContain("The configuration is valid.");
      expect(kept("comments.json")).toEqual([]);
    },
  );

  step("a pull request of the repository's own gets its plan as a comment, without the secret", async () => {
    const jobs = await pullRequest("team/shop", FILE);
    expectResults(jobs, { check: "success", plan: "success", comment: "success" });
    const [comment, ...more] = kept("comments.json");
    expect(more).toEqual([]);
    expect(comment?.body).toMatch(
      /^<!-- gatehouse plan production -->\n### Plan of production: exit code 4\n/,
    );
    expect(comment?.body).toMatch(
      /# aws_lb\.public will be created[\s\S]*to create, 0 to update, 0 to replace/,
    );
    expect(comment?.body).not.toMatch(/: (Reading|Read complete)/);
    expect(silent(jobs)).toEqual([]);
    expect(filesWith(world.originSecret, [join(base, "runs"), store, home])).toEqual([]);
    expect(await bucket.keys()).toEqual([]);
  });

  step("a merge is planned, and exactly that plan applied; what lies between cannot be read", async () => {
    const jobs = await push();
    expectResults(jobs, { plan: "success", apply: "success" });
    expect(jobs["plan"]?.outputs).toEqual({ code: "4" });
    expect(jobs["plan"]?.summary).toContain("# aws_lb.public will be created");
    expect(jobs["apply"]?.log).toMatch(/Apply complete![\s\S]*^applied; /m);
    const artifact = join(base, "runs", String(runs), "artifacts", "plan");
    expect(readdirSync(artifact)).toEqual(["plan.cms"]);
    expect(readFileSync(join(artifact, "plan.cms")).includes("PK\u0003\u0004")).toBe(false);
    expect(silent(jobs)).toEqual([]);
    expect(filesWith(world.originSecret, [join(base, "runs"), store, home])).toEqual([]);
    expect(await bucket.keys()).toEqual(["shop/production/terraform.tfstate"]);
  });

  step("a merge that changes nothing asks nobody for an approval", async () => {
    const jobs = await push();
    expectResults(jobs, { plan: "success", apply: "skipped" });
    expect(jobs["plan"]?.outputs).toEqual({ code: "0" });
  });

  step(
    "another push to the pull request takes the place of its comment; a refused plan is in it too",
    async () => {
      const jobs = await pullRequest("team/shop", changed(FILE, { "domain.aliases": undefined }));
      expectResults(jobs, { check: "success", plan: "failure", comment: "success" });
      const [comment, ...more] = kept("comments.json");
      expect(more).toEqual([]);
      expect(comment?.body).toMatch(/exit code 3[\s\S]*what serves would be gone; no plan is kept/);
      expect(silent(jobs)).toEqual([]);
    },
  );

  step("what somebody changes by hand is found in the night, and becomes an issue", async () => {
    expectResults(await drift(), { plan: "success", issue: "success" });
    expect(kept("issues.json")).toEqual([]);
    await changeByHand();
    const jobs = await drift();
    expectResults(jobs, { plan: "success", issue: "success" });
    const [issue, ...more] = kept("issues.json");
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ title: "Drift in production", state: "open", edits: 0 });
    expect(issue?.body).toMatch(
      /# aws_lb_target_group\.api_public will be updated in-place[\s\S]*"\/by-hand\/"/,
    );
    expect(silent(jobs)).toEqual([]);
  });

  step("the next merge puts it right, and the issue is closed", async () => {
    merge(CHANGED);
    expectResults(await push(), { plan: "success", apply: "success" });
    expectResults(await drift(), { plan: "success", issue: "success" });
    expect(kept("issues.json")).toEqual([
      expect.objectContaining({
        state: "closed",
        comment: "The plan of 0123456789abcdef0123456789abcdef01234567 is empty again.",
      }),
    ]);
  });

  async function changeByHand(): Promise<void> {
    const client = new ElasticLoadBalancingV2Client(clientOptions(world, REGION));
    const { TargetGroups = [] } = await client.send(new DescribeTargetGroupsCommand({}));
    const [group, ...more] = TargetGroups;
    expect(more).toEqual([]);
    await client.send(
      new ModifyTargetGroupCommand({ TargetGroupArn: group?.TargetGroupArn, HealthCheckPath: "/by-hand/" }),
    );
    client.destroy();
  }
});
