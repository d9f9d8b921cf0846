import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { readConfiguration } from "../../cli/handover/configuration";
import { documentsOf } from "../../cli/handover/iam/documents";
import { type Policy, policiesOf } from "../../cli/handover/iam/policy";
import { UNSEEN } from "../../cli/handover/iam/unseen";
import { clientOptions } from "../../local/world";
import { Deployment, type DeploymentOptions } from "../../test-support/e2e/deployment";
import { changed, fileText } from "../../test-support/e2e/environment-file";
import { STATE_REGION, StateBucket } from "../../test-support/e2e/state-bucket";
import { START, steps } from "../../test-support/e2e/steps";
import { allowedActions, allows } from "../../test-support/iam/allows";
import type { Need } from "../../test-support/iam/needs";
import { Phases } from "../../test-support/iam/phases";
import { requires } from "../../test-support/requires";

const EXAMPLE = fileText("environments/example.yaml");
const SECRET = "/shop/example/origin-secret";
const STATE = "shop-terraform-state";

/** An environment, and what is deployed of it one after the other. */
interface Shape extends Pick<DeploymentOptions, "seed"> {
  readonly name: string;
  readonly files: readonly string[];
}

const withOwnVpc = (more: Readonly<Record<string, unknown>>) =>
  changed(EXAMPLE, {
    network: { type: "create", cidr: "10.30.0.0/16", zones: 2, nat: true },
    edge: { enabled: false },
    site: undefined,
    state: { type: "s3", bucket: STATE, region: STATE_REGION },
    "loadBalancer.accessLogs": {},
    "domain.aliases": undefined,
    "backends.api.paths": ["/*"],
    "backends.api.targets": { type: "addresses", addresses: ["10.30.1.10"] },
    dns: { type: "existing", caa: ["amazon.com"] },
    ...more,
  });

const withOwnZone = (more: Readonly<Record<string, unknown>>) =>
  changed(EXAMPLE, {
    dns: { type: "create", stage: "ready" },
    "loadBalancer.originSecret": { ssm: SECRET },
    alarms: { email: "ops@example.com" },
    ...more,
  });

const CHANGED = { tags: { team: "web" }, "backends.api.healthCheck.interval": 20 };

const SHAPES: readonly Shape[] = [
  {
    name: "a VPC of its own, access logs, the state in S3",
    seed: { region: "eu-west-1", instances: [], zones: ["example.com"] },
    files: [withOwnVpc({ tags: { old: "yes" } }), withOwnVpc(CHANGED)],
  },
  {
    name: "a zone of its own, an edge with a site, the secret in SSM",
    seed: { region: "eu-west-1", instances: [{ name: "shop-backend" }], zones: [] },
    files: [
      withOwnZone({ tags: { old: "yes" }, dns: { type: "create", stage: "request" } }),
      withOwnZone({ tags: { old: "yes" } }),
      withOwnZone(CHANGED),
    ],
  },
];

requires("terraform", "moto_server")("the permissions of a handover", () => {
  describe.each(SHAPES)("$name", ({ seed, files }) => {
    const step = steps();
    let deployment: Deployment;
    let bucket: StateBucket;
    let phases: Phases;
    const seen = new Set<string>();
    let full: readonly Policy[] = [];

    beforeAll(async () => {
      deployment = await Deployment.begin({ seed });
      phases = new Phases(deployment.world.requestLog);
      bucket = new StateBucket(deployment.world, STATE);
      await bucket.create();
      const ssm = new SSMClient(clientOptions(deployment.world, seed.region));
      await ssm.send(
        new PutParameterCommand({ Name: SECRET, Type: "SecureString", Value: deployment.world.originSecret }),
      );
      ssm.destroy();
    }, START);

    afterAll(async () => {
      bucket?.close();
      await deployment?.end();
    }, START);

    /** The policies of what is synthesized now. */
    const policies = (...names: readonly string[]) => {
      const json = readFileSync(join(deployment.terraform.path, "cdk.tf.json"), "utf8");
      return documentsOf(readConfiguration(json))
        .filter(({ name }) => names.includes(name))
        .flatMap(({ statements }) => policiesOf(statements));
    };
    const refused = (needs: readonly Need[], allowed: readonly Policy[]) => {
      for (const { action } of needs) {
        seen.add(action);
      }
      return needs.filter((need) => !allows(allowed, need));
    };
    const planned = async () =>
      refused(await phases.during(() => deployment.terraform.plan()), policies("plan", "state-plan"));
    const applied = async (work: () => Promise<unknown>) =>
      refused(await phases.during(work), policies("plan", "apply", "state"));

    step("allow every deploy, and every plan by reading alone", async () => {
      for (const text of files) {
        deployment.write(text);
        await deployment.terraform.init();
        expect(await planned()).toEqual([]);
        expect(await applied(() => deployment.terraform.apply())).toEqual([]);
        expect(await planned()).toEqual([]);
      }
      full = policies("plan", "apply", "state-plan", "state");
    });

    step("allow the teardown", async () => {
      deployment.write(changed(files.at(-1) ?? "", { protect: false }));
      expect(await applied(() => deployment.terraform.apply())).toEqual([]);
      expect(await applied(() => deployment.terraform.destroy())).toEqual([]);
    });

    step("allow nothing that was not asked for, but what is listed with its reason", async () => {
      const idle = allowedActions(full).filter((action) => !seen.has(action));
      expect(idle.length).toBeGreaterThan(5);
      expect(idle.filter((action) => UNSEEN[action] === undefined)).toEqual([]);
    });
  });
});
