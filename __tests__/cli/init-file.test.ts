import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Draft } from "../../cli/init/draft";
import { compose } from "../../cli/init/file";
import { check, FileExists, refuseExisting, writeNew } from "../../cli/init/write";
import { BadInput } from "../../config/bad-input";
import { environmentText, load, synthEnvironment } from "../../test-support/environments";
import { EXAMPLE } from "./init-support";

const DRAFT: Draft = {
  environment: "production",
  project: "shop",
  region: "eu-west-1",
  account: "012345678901",
  domain: "example.com",
  aliases: [],
  dns: { kind: "zone", zone: EXAMPLE, byId: false },
  certificates: {},
  network: { kind: "default" },
  backend: {
    paths: ["/api/*"],
    port: 8000,
    healthPath: "/health/",
    targets: { kind: "instances", instances: [{ id: "i-0123456789abcdef0", name: "web" }] },
  },
  site: true,
  edge: true,
};

const backend = (targets: Draft["backend"]["targets"]) => ({ backend: { ...DRAFT.backend, targets } });
const ARN = (region: string) =>
  `arn:aws:acm:${region}:012345678901:certificate/00000000-0000-0000-0000-000000000000`;
const certificate = (region: string, imported = false) => ({
  arn: ARN(region),
  names: ["example.com", "*.example.com"],
  imported,
  expires: 0,
});

/** What the loader makes of a draft's text with these lines switched on. */
function loaded(draft: Draft, switchOn: RegExp = /^never$/) {
  const lines = compose(draft, undefined).text.split("\n");
  const text = lines.map((line) => (switchOn.test(line) ? line.replace("# ", "") : line)).join("\n");
  return load(text, "production").environment;
}

describe("the file", () => {
  it("is about a dozen lines, each with a comment where it is not plain", () => {
    const { text, missing } = compose(DRAFT, "../schema/environment.schema.json");
    expect(text).toBe(`# yaml-language-server: $schema=../schema/environment.schema.json
# Written by ./gatehouse init. Every other key is in docs/environment.md of Gatehouse.

project: shop # names of AWS resources begin with it: settle it before the first deploy
environment: production # the stack's name, and this file's
region: eu-west-1
accountId: "012345678901" # any other account is refused
domain: { name: example.com } # what viewers type; others: aliases: [www.example.com]
dns: { type: existing, zone: example.com } # the hosted zone that takes the records
state: { type: local } # a file in this checkout, for one person; a team shares a bucket:
# state:
#   type: s3
#   bucket: shop-terraform-state # versioned, private, made before
loadBalancer: { originSecret: { ssm: /shop/production/origin-secret } } # without this line it is the variable TF_VAR_origin_secret
backends:
  api:
    paths: ["/api/*"] # everything else is the site's
    port: 8000
    healthCheck: { path: /health/ } # answers 200 without a session, whatever the Host header
    targets: { type: instances, instances: [{ id: i-0123456789abcdef0 }] } # i-0123456789abcdef0 web
site: { spa: true } # a private bucket; deep links answer with index.html
`);
    expect(missing).toEqual([]);
  });

  const group = { securityGroupId: "sg-0123456789abcdef0" };
  const subnets = ["subnet-00000001", "subnet-00000002"];
  const SHAPES: readonly (readonly [string, Partial<Draft>])[] = [
    ["the usual", {}],
    ["aliases", { aliases: ["*.example.com", "example.org"] }],
    ["no site", { site: false, backend: { ...DRAFT.backend, paths: ["/*"] } }],
    ["no edge", { site: false, edge: false, backend: { ...DRAFT.backend, paths: ["/*"] } }],
    ["no account", { account: undefined }],
    ["a zone by its id", { dns: { kind: "zone", zone: EXAMPLE, byId: true } }],
    ["a zone whose name is unknown", { dns: { kind: "zone", zone: { id: "Z1" }, byId: true } }],
    ["no zone", { dns: { kind: "missing", why: "none" } }],
    [
      "certificates",
      { certificates: { viewer: certificate("us-east-1"), regional: certificate("eu-west-1", true) } },
    ],
    ["a VPC", { network: { kind: "existing", vpc: { id: "vpc-00000001", name: "main" }, subnets } }],
    ["no VPC", { network: { kind: "missing", why: "none" } }],
    ["a VPC with too few subnets", { network: { kind: "missing", why: "none", vpcId: "vpc-00000001" } }],
    ["a group", backend({ kind: "instances", instances: [{ id: "i-00000001", name: undefined, ...group }] })],
    ["tags", backend({ kind: "tags", tags: { Name: "shop: a=b", "k y": "" }, ...group })],
    ["external targets", backend({ kind: "external" })],
    ["no targets", backend({ kind: "missing", why: "none" })],
  ];

  it.each(SHAPES.filter(([name]) => name !== "aliases"))("with %s is read and synthesized", (_, more) => {
    const { text } = compose({ ...DRAFT, ...more }, undefined);
    expect(load(text, "production").warnings).toEqual([]);
    expect(synthEnvironment(text).resource).toBeDefined();
    expect(text.split("\n").filter((line) => line.length > 140)).toEqual([]);
  });

  it("holds what was decided", () => {
    const tags = { Name: "shop: a=b", "k y": "" };
    const vpcId = "vpc-00000001";
    const environment = loaded({
      ...DRAFT,
      ...backend({ kind: "tags", tags, ...group }),
      aliases: ["www.example.com"],
      dns: { kind: "zone", zone: EXAMPLE, byId: true },
      network: { kind: "existing", vpc: { id: vpcId, name: undefined }, subnets },
    });
    expect(environment).toMatchObject({
      accountId: "012345678901",
      domain: { name: "example.com", aliases: ["www.example.com"] },
      dns: { type: "existing", zone: "example.com", zoneId: EXAMPLE.id },
      network: { type: "existing", vpcId, publicSubnetIds: subnets },
      backends: { api: { targets: { type: "tags", tags, ...group } } },
    });
  });

  it("has what is missing in comments that need only be switched on", () => {
    const noZone = { ...DRAFT, dns: { kind: "missing", why: "none" } } as const;
    expect(loaded(noZone, /^# dns: .*create/).dns).toMatchObject({
      type: "create",
      zone: "example.com",
      stage: "request",
    });
    expect(loaded(noZone, /^# dns: .*external/).dns).toEqual({ type: "external", stage: "request" });
    const noVpc = { ...DRAFT, network: { kind: "missing", why: "none" } } as const;
    expect(loaded(noVpc, /^# network: .*create/).network).toMatchObject({ type: "create" });
    expect(
      loaded(noVpc, /^# (network:$|network: # fill| {2}(type: existing|vpcId:|publicSubnetIds:))/).network,
    ).toMatchObject({ type: "existing" });
    expect(loaded({ ...DRAFT, account: undefined }, /^# accountId/).accountId).toBe("123456789012");
    const certificates = { viewer: certificate("us-east-1"), regional: certificate("eu-west-1", true) };
    expect(
      loaded({ ...DRAFT, certificates }, /^# (certificates:| {2}viewer| {2}regional)/).certificates,
    ).toEqual({
      viewer: ARN("us-east-1"),
      regional: ARN("eu-west-1"),
    });
  });

  it("says what is to be filled in", () => {
    const { missing } = compose(
      {
        ...DRAFT,
        ...backend({ kind: "missing", why: "no instance" }),
        account: undefined,
        dns: { kind: "missing", why: "no zone" },
        network: { kind: "missing", why: "no VPC" },
      },
      undefined,
    );
    expect(missing.map((line) => line.split(":")[0])).toEqual(["accountId", "dns", "network", "targets"]);
  });

  it("lets no name of someone else's out of its comment", () => {
    const name = "web\nprotect: false\u2028x\u001b[31m";
    const instances = [{ id: "i-00000001", name }];
    const { text } = compose({ ...DRAFT, ...backend({ kind: "instances", instances }) }, undefined);
    expect(text).toContain("# i-00000001 web protect: false x [31m\n");
    expect(load(text, "production").environment.protect).toBe(true);
  });
});

describe("writing", () => {
  let folder: string;
  const text = compose(DRAFT, undefined).text;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "init-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it("makes the folder, and leaves the file alone in it", () => {
    const path = writeNew(join(folder, "a", "b"), "production", text);
    expect(readFileSync(path, "utf8")).toBe(text);
    expect(readdirSync(join(folder, "a", "b"))).toEqual(["production.yaml"]);
  });

  it.each<[string, (path: string) => void]>([
    ["a file", (path) => writeFileSync(path, "mine")],
    ["an empty file", (path) => writeFileSync(path, "")],
    ["a link that leads nowhere", (path) => symlinkSync("nowhere", path)],
    ["a folder", (path) => mkdirSync(path)],
  ])("never goes over %s", (_, make) => {
    const path = join(folder, "production.yaml");
    make(path);
    expect(() => refuseExisting(path)).toThrow(FileExists);
    expect(() => writeNew(folder, "production", text)).toThrow(FileExists);
    expect(readdirSync(folder)).toEqual(["production.yaml"]);
  });

  it("is for what the loader takes among the files of the folder", () => {
    writeFileSync(join(folder, "other.yaml"), environmentText({ environment: "other" }));
    const of = (domain: string) =>
      compose({ ...DRAFT, domain, dns: { kind: "missing", why: "none" } }, undefined).text;
    expect(check(folder, "production", of("example.net")).warnings).toEqual([]);
    expect(refusal(() => check(folder, "production", of("example.com")))).toEqual([
      "init: this file would be refused, and is not written:",
      expect.stringMatching(
        new RegExp(
          `^\\S*${basename(folder)}/production\\.yaml:\\d+:\\d+ domain.name: is a name of \\S*/other\\.yaml\\S* too`,
        ),
      ),
    ]);
    expect(readdirSync(folder)).toEqual(["other.yaml"]);
  });

  it("is not hindered by what was wrong in the folder before", () => {
    writeFileSync(join(folder, "broken.yaml"), "project: 7\n");
    expect(check(folder, "production", text).environment.environment).toBe("production");
  });

  it("passes on what the loader warns of", () => {
    const instances = ["i-00000001", "i-00000002"].map((id) => ({ id, name: undefined }));
    const several = compose({ ...DRAFT, ...backend({ kind: "instances", instances }) }, undefined).text;
    expect(check(folder, "production", several).warnings).toEqual([
      expect.stringMatching(new RegExp(`${basename(folder)}/production\\.yaml.* are several machines`)),
    ]);
  });

  function refusal(work: () => unknown): readonly string[] {
    try {
      work();
    } catch (error) {
      if (error instanceof BadInput) return error.lines;
      throw error;
    }
    throw new Error("it was not refused");
  }
});
