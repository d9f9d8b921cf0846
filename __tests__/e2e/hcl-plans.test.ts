import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLE_SEED } from "../../local/seed";
import { environmentOf, type SeedDescription, type Seeded, seed } from "../../local/world";
import { Deployment } from "../../test-support/e2e/deployment";
import { changed, fileText, replaced } from "../../test-support/e2e/environment-file";
import { LocalTerraform } from "../../test-support/e2e/local-terraform";
import { DEPLOY, START } from "../../test-support/e2e/steps";
import { synthesize } from "../../test-support/e2e/synthesize";
import { withEnvironment } from "../../test-support/process-environment";
import { requires } from "../../test-support/requires";

const EXAMPLE = fileText("environments/example.yaml");

interface Case {
  readonly name: string;
  readonly team: SeedDescription;
  readonly file: (seeded: Seeded) => string;
}

const CASES: readonly Case[] = [
  { name: "the example", team: EXAMPLE_SEED, file: () => EXAMPLE },
  {
    name: "the tutorial user's environment",
    team: { region: "eu-central-1", instances: [{ name: "blog" }], zones: ["example.org"] },
    file: ({ instances }) =>
      replaced(fileText("examples/environments/tutorial.yaml"), {
        "i-0123456789abcdef0": instances["blog"]?.id ?? "",
      }),
  },
  {
    name: "the classic environment",
    team: {
      region: "us-east-1",
      instances: [{ name: "one" }, { name: "two", securityGroup: "one" }],
      zones: ["example.net"],
    },
    file: ({ instances }) =>
      replaced(fileText("examples/environments/classic.yaml"), {
        "i-0aaaaaaaaaaaaaaa1": instances["one"]?.id ?? "",
        "i-0aaaaaaaaaaaaaaa2": instances["two"]?.id ?? "",
      }),
  },
  {
    name: "the platform team's environment",
    team: {
      region: "eu-west-1",
      vpc: { name: "platform", cidr: "10.20.0.0/16" },
      instances: [],
      zones: ["example.edu"],
    },
    file: ({ vpcId, publicSubnetIds: [first = "", second = ""] }) =>
      replaced(fileText("examples/environments/platform.yaml"), {
        "vpc-0123456789abcdef0": vpcId,
        "subnet-0123456789abcdef0": first,
        "subnet-0123456789abcdef1": second,
      }),
  },
  {
    name: "an environment that makes all it can",
    team: EXAMPLE_SEED,
    file: () =>
      changed(EXAMPLE, {
        "domain.redirectAliases": true,
        dns: { type: "create", zone: "example.com", caa: ["amazon.com"] },
        network: { type: "create", cidr: "10.40.0.0/16", zones: 2, nat: true },
        loadBalancer: { ipAddressType: "dualstack", accessLogs: {} },
        "backends.api.targets": { type: "external" },
        "backends.api.stickiness": 600,
        "site.headers": { custom: { "X-Said": 'so, "quoted\\text"' } },
      }),
  },
  {
    name: "an environment in the VPC of another state",
    team: EXAMPLE_SEED,
    file: () =>
      changed(EXAMPLE, {
        network: { type: "remoteState", state: { type: "local", path: "network.tfstate" } },
      }),
  },
];

/** The state of whoever has the VPC. */
const network = ({ vpcId, publicSubnetIds }: Seeded) => ({
  version: 4,
  terraform_version: "1.11.4",
  serial: 1,
  lineage: "00000000-0000-0000-0000-000000000000",
  outputs: {
    vpc_id: { value: vpcId, type: "string" },
    public_subnets: { value: publicSubnetIds, type: ["tuple", publicSubnetIds.map(() => "string")] },
  },
  resources: [],
});

requires("terraform", "moto_server")("a stack in HCL", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: EXAMPLE_SEED });
  }, START);

  afterAll(() => deployment?.end(), START);

  /** The same environment as JSON and as HCL, in a folder each, ready for Terraform. */
  const written = async (name: string, text: string, seeded: Seeded) => {
    const base = join(deployment.world.folder, name.replace(/\W/g, "-"));
    const json = synthesize(text, join(base, "json", "cdktf.out")).folder;
    const hcl = withEnvironment(
      { ...process.env, SYNTH_HCL_OUTPUT: "true" },
      () => synthesize(text, join(base, "hcl", "cdktf.out")).folder,
    );
    expect([...configurations(json), ...configurations(hcl)]).toEqual(["cdk.tf.json", "cdk.tf"]);
    for (const form of ["json", "hcl"]) {
      writeFileSync(join(base, form, "network.tfstate"), JSON.stringify(network(seeded)));
    }
    const [ofJson, ofHcl] = [await initialized(json, text), await initialized(hcl, text)];
    return { ofJson, ofHcl };
  };

  const initialized = async (path: string, text: string) => {
    const folder = new LocalTerraform(path, environmentOf(deployment.world));
    if (/^state: .*pipeline/m.test(text)) {
      writeFileSync(join(path, "backend_override.tf"), 'terraform {\n  backend "local" {}\n}\n');
    }
    await folder.init();
    return folder;
  };

  it.each(CASES)(
    "plans for $name what the JSON plans",
    async ({ name, team, file }) => {
      const seeded = await seed(deployment.world, team);
      const { ofJson, ofHcl } = await written(name, file(seeded), seeded);
      const [expected, found] = [await planned(ofJson), await planned(ofHcl)];
      expect(Object.keys(expected.resource_changes).length).toBeGreaterThan(10);
      expect(found).toEqual(expected);
    },
    DEPLOY,
  );
});

function configurations(folder: string): string[] {
  return readdirSync(folder).filter((file) => /^cdk\.tf/.test(file));
}

/** All of a plan but when it was made, and what says nothing of it. */
async function planned(folder: LocalTerraform): Promise<{ resource_changes: object }> {
  await folder.succeed(["plan", "-input=false", "-no-color", "-out=plan.bin"]);
  const { stdout } = await folder.succeed(["show", "-json", "plan.bin"]);
  const { timestamp, relevant_attributes: relevant, ...plan } = JSON.parse(stdout, withoutTemplates);
  expect(timestamp).toMatch(/^20/);
  // They come in no order.
  return { ...plan, relevant: relevant.map((each: unknown) => JSON.stringify(each)).sort() };
}

/** What refers to something, or calls a function, is no constant; of JSON Terraform shows its text as one. */
function withoutTemplates(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("references" in value) return { ...value, constant_value: undefined };
  return "constant_value" in value && String(value.constant_value).startsWith("${") ? undefined : value;
}
