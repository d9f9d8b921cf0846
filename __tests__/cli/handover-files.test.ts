import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { readConfiguration } from "../../cli/handover/configuration";
import { handoverFiles } from "../../cli/handover/files";
import { unknownTypes } from "../../cli/handover/iam/actions";
import { documentsOf } from "../../cli/handover/iam/documents";
import { charactersOf, MOST_CHARACTERS, policiesOf } from "../../cli/handover/iam/policy";
import { UNSEEN } from "../../cli/handover/iam/unseen";
import { lockFile } from "../../cli/handover/lock-file";
import type { Environment } from "../../config/environment";
import { environment, stackOf } from "../../test-support/environments";
import { SHAPE_NAMES, shape, synthShape } from "../../test-support/shapes";
import { ROOT } from "../../test-support/source-files";
import { AWS_PROVIDER } from "../../tools/provider-hashes";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

const jsonOf = (of: Environment) => Testing.synth(stackOf(of), true);
const filesOf = (of: Environment) =>
  new Map(
    handoverFiles(of.environment, jsonOf(of), COMMIT).map(({ path, content }) => [path, content.toString()]),
  );
const readmeOf = (of: Environment) => filesOf(of).get("README.md") ?? "";

describe.each(SHAPE_NAMES)("a handover of %s", (name) => {
  const { json } = synthShape(name);
  const configuration = readConfiguration(json);
  const documents = documentsOf(configuration);
  const policies = documents.flatMap(({ statements }) => policiesOf(statements));

  it("is the same every time, without a secret or a path of this machine", () => {
    const files = () => handoverFiles("production", json, COMMIT);
    expect(files()).toEqual(files());
    for (const { path, content } of files()) {
      expect({ path, machine: content.includes(ROOT) }).toEqual({ path, machine: false });
    }
  });

  it("hands over the configuration as it was synthesized", () => {
    const files = handoverFiles("production", json, COMMIT);
    expect(files.find(({ path }) => path === "cdk.tf.json")?.content.toString()).toBe(json);
  });

  it("knows the permissions of every resource", () => {
    expect(unknownTypes(configuration.blocks)).toEqual([]);
  });

  it("has policies that IAM takes, each statement in one of them", () => {
    expect(policies.length).toBeGreaterThan(1);
    for (const policy of policies) {
      expect(charactersOf(policy)).toBeLessThanOrEqual(MOST_CHARACTERS);
      const sids = policy.Statement.map(({ Sid }) => Sid);
      expect(sids).toEqual([...new Set(sids)]);
      for (const { Sid, Action, Resource } of policy.Statement) {
        expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
        expect(Action.length).toBeGreaterThan(0);
        expect(Resource.length).toBeGreaterThan(0);
        for (const arn of Resource) {
          expect(arn).toMatch(/^(\*|arn:aws:[a-z0-9]+:[a-z0-9-]*:(\d{12}|\*|):[^ ]+)$/);
        }
      }
    }
  });

  it("has a policy for plans that only reads", () => {
    const actions = documents
      .filter((document) => document.name === "plan")
      .flatMap(({ statements }) => statements.flatMap(({ Action }) => Action));
    expect(actions.length).toBeGreaterThan(1);
    expect(actions.filter((action) => !/^[a-z0-9]+:(Get|Describe|List)/.test(action))).toEqual([]);
  });
});

describe("policies", () => {
  const statementOf = (of: Environment, action: string) =>
    documentsOf(readConfiguration(jsonOf(of)))
      .flatMap(({ statements }) => statements)
      .find(({ Action }) => Action.includes(action));

  it("let only the environment's own records be changed", () => {
    const of = environment({ domain: { name: "example.com", aliases: ["*.example.com"] } });
    expect(statementOf(of, "route53:ChangeResourceRecordSets")?.Condition).toEqual({
      "ForAllValues:StringLike": {
        "route53:ChangeResourceRecordSetsNormalizedRecordNames": [
          "\\052.example.com",
          "_*.example.com",
          "_*.origin.example.com",
          "example.com",
          "origin.example.com",
        ],
      },
    });
  });

  it("let only certificates of its own names be requested", () => {
    expect(statementOf(environment(), "acm:RequestCertificate")?.Condition).toEqual({
      "ForAllValues:StringEquals": { "acm:DomainNames": ["example.com", "origin.example.com"] },
    });
  });

  it("name the zone where the file does", () => {
    const of = environment({ dns: { type: "existing", zoneId: "Z0123456789ABC" } });
    expect(statementOf(of, "route53:ChangeResourceRecordSets")?.Resource).toEqual([
      "arn:aws:route53:::hostedzone/Z0123456789ABC",
    ]);
  });

  it("let objects be deleted only where a destroy empties the bucket", () => {
    expect(statementOf(shape("with a site"), "s3:DeleteObjectVersion")).toBeUndefined();
    expect(statementOf(shape("unprotected"), "s3:DeleteObjectVersion")?.Resource).toEqual([
      "arn:aws:s3:::shop-production-site-*/*",
    ]);
  });

  it("of a release are about the site alone, and delete nothing", () => {
    const release = (of: Environment) =>
      documentsOf(readConfiguration(jsonOf(of))).find(({ name }) => name === "release")?.statements;
    expect(release(shape("smallest"))).toBeUndefined();
    expect(release(shape("with a site"))?.flatMap(({ Action }) => Action)).toEqual([
      "s3:ListBucket",
      "s3:PutObject",
      "cloudfront:CreateInvalidation",
      "cloudfront:GetInvalidation",
    ]);
  });

  it("of a state in S3 are about its object, its lock and its key", () => {
    const state = {
      type: "s3",
      bucket: "shop-state",
      kmsKeyId: "alias/terraform",
      roleArn: "arn:aws:iam::123456789012:role/state",
    };
    const documents = documentsOf(readConfiguration(jsonOf(environment({ state }))));
    const rows = (name: string) =>
      documents
        .find((document) => document.name === name)
        ?.statements.map(({ Action, Resource }) => `${Action.join()} ${Resource.join()}`);
    const object = "arn:aws:s3:::shop-state/shop/production/terraform.tfstate";
    const common = [
      `s3:GetObject,s3:PutObject,s3:DeleteObject ${object}.tflock`,
      "kms:Decrypt,kms:GenerateDataKey arn:aws:kms:*:*:key/*",
      "sts:AssumeRole arn:aws:iam::123456789012:role/state",
    ];
    expect(rows("state-plan")).toEqual([
      "s3:ListBucket arn:aws:s3:::shop-state",
      `s3:GetObject ${object}`,
      ...common,
    ]);
    expect(rows("state")).toEqual([
      "s3:ListBucket arn:aws:s3:::shop-state",
      `s3:GetObject,s3:PutObject ${object}`,
      ...common,
    ]);
  });

  it("list a reason only for what some resource needs", () => {
    const text = readFileSync(join(ROOT, "cli/handover/iam/unseen.ts"), "utf8");
    const folder = join(ROOT, "cli/handover/iam");
    const tables = readdirSync(folder)
      .filter((file) => file !== "unseen.ts")
      .map((file) => readFileSync(join(folder, file), "utf8"));
    expect(text).toContain("iam:CreateServiceLinkedRole");
    expect(
      Object.keys(UNSEEN).filter((action) => !tables.some((table) => table.includes(`"${action}"`))),
    ).toEqual([]);
  });
});

describe("the lock file", () => {
  it("is of the provider that the resources are made for", () => {
    const binding: { cdktf: { provider: { version: string } } } = JSON.parse(
      readFileSync(join(ROOT, "node_modules/@cdktf/provider-aws/package.json"), "utf8"),
    );
    expect(AWS_PROVIDER.version).toBe(binding.cdktf.provider.version);
  });

  it("has a hash of the archive and one of its content for each of fourteen platforms", () => {
    const ofKind = (kind: RegExp) => AWS_PROVIDER.hashes.filter((hash) => kind.test(hash));
    expect(ofKind(/^h1:[A-Za-z0-9+/]{43}=$/)).toHaveLength(14);
    // And one of the manifest.
    expect(ofKind(/^zh:[0-9a-f]{64}$/)).toHaveLength(15);
    expect(AWS_PROVIDER.hashes).toEqual([...new Set(AWS_PROVIDER.hashes)].sort());
  });

  it("is refused for a provider whose hashes are not known", () => {
    const configuration = readConfiguration(jsonOf(environment()));
    const providers = new Map([...configuration.providers, ["hashicorp/random", "3.7.2"]]);
    expect(() => lockFile({ ...configuration, providers })).toThrow(
      /^handover: the hashes of the provider hashicorp\/random 3\.7\.2 are not known/,
    );
  });
});

describe("the README of a handover", () => {
  it.each([
    [
      { type: "local" },
      "terraform init -input=false -lockfile=readonly \\\n  -backend-config=path=terraform.tfstate\n",
      "| `path` |",
    ],
    [
      { type: "s3", bucket: "shop-state" },
      "terraform init -input=false -lockfile=readonly\n",
      "| `key` | `shop/production/terraform.tfstate` |",
    ],
    [
      { type: "pipeline", backend: "s3" },
      "  -backend-config=bucket=STATE_BUCKET \\\n",
      "| `use_lockfile` | you: `-backend-config=use_lockfile=true` |",
    ],
    [
      { type: "pipeline", backend: "http" },
      "  -backend-config=address=ADDRESS \\\n",
      "| `TF_HTTP_PASSWORD` |",
    ],
    [
      { type: "cloud", organization: "shop", workspace: "shop-production" },
      "-lockfile=readonly\n",
      "| `TF_TOKEN_app_terraform_io` |",
    ],
    [
      { type: "http", address: "https://git.example.com/state/1" },
      "-lockfile=readonly\n",
      "| `TF_HTTP_USERNAME` |",
    ],
  ])("says where the state is: %j", (state, init, row) => {
    const text = readmeOf(environment({ state }));
    expect(text).toContain(init);
    expect(text).toContain(row);
  });

  it("says who supplies the secret, as variable and as parameter", () => {
    expect(readmeOf(environment())).toContain("| `TF_VAR_origin_secret` |");
    const text = readmeOf(shape("secret in SSM"));
    expect(text).toContain("| SSM parameter `/shop/production/origin-secret` |");
    expect(text).not.toContain("TF_VAR_origin_secret");
    expect(readmeOf(shape("classic"))).not.toContain("secret` |");
  });

  it("says what Terraform holds of this very environment", () => {
    const text = readmeOf(shape("with a site"));
    expect(text).toContain("`aws_cloudfront_distribution.edge`, `aws_lb.public`, `aws_s3_bucket.site`");
    expect(text).toContain("`output.origin_secret_header`");
    expect(text).toContain("No account but 123456789012.");
    expect(readmeOf(shape("unprotected"))).toContain("**Not** against destroy");
    expect(readmeOf(environment({ accountId: undefined }))).toContain("**Not** the account");
  });

  it("names every file beside it, and no other", () => {
    const files = filesOf(shape("with a site"));
    const paths = [...files.keys()].filter((path) => path !== "README.md");
    const contents = readmeOf(shape("with a site")).split("##")[0] ?? "";
    const named = [...contents.matchAll(/`([\w./-]+\.\w+|SHA256SUMS)`/g)].map(([, path]) => path);
    expect(named.sort()).toEqual(paths.sort());
  });

  it("says which resources of one's own no policy knows", () => {
    const json: { resource: Record<string, unknown> } = JSON.parse(jsonOf(environment()));
    json.resource["aws_sqs_queue"] = { jobs: { name: "jobs" } };
    const files = handoverFiles("production", JSON.stringify(json), undefined);
    const text = files.find(({ path }) => path === "README.md")?.content.toString();
    expect(text).toContain("**Add** what `aws_sqs_queue` needs");
    expect(text).toContain("made outside a repository");
  });
});
