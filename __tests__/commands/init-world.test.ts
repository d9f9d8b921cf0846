import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ACMClient, DescribeCertificateCommand, RequestCertificateCommand } from "@aws-sdk/client-acm";
import {
  AssociateRouteTableCommand,
  CreateRouteTableCommand,
  EC2Client,
  ModifyInstanceAttributeCommand,
} from "@aws-sdk/client-ec2";
import { ChangeResourceRecordSetsCommand, Route53Client } from "@aws-sdk/client-route-53";
import { run } from "../../cli/init";
import { Stopped } from "../../cli/init/terminal";
import { BadInput } from "../../config/bad-input";
import type { Environment } from "../../config/environment";
import { loadEnvironment } from "../../config/load";
import { clientOptions, down, environmentOf, type SeedDescription, up, type World } from "../../local/world";
import { synthEnvironment } from "../../test-support/environments";
import { requires } from "../../test-support/requires";
import { person } from "../cli/init-support";
import { ROOT } from "../docs/support";

const REGION = "eu-west-1";
const READS = /^(sts GetCallerIdentity|(ec2|acm) (Describe|List)[A-Z][A-Za-z]*|route53 GET \/.*)$/;

/** A world of its own for the tests of one suite, and `init` against it. */
class InitWorld {
  readonly printed: string[] = [];
  private base = "";
  private world: World | undefined;

  get running(): World {
    if (this.world === undefined) throw new Error("the world is not up");
    return this.world;
  }

  get folder(): string {
    return join(this.base, "environments");
  }

  async up(seed: SeedDescription): Promise<void> {
    this.base = mkdtempSync(join(tmpdir(), "init-world-"));
    this.world = await up({ folder: join(this.base, "local"), seed });
  }

  async down(): Promise<void> {
    await down({ folder: join(this.base, "local") });
    rmSync(this.base, { recursive: true, force: true });
  }

  clear(): void {
    this.printed.length = 0;
    rmSync(this.folder, { recursive: true, force: true });
    for (const method of ["log", "error"] as const) {
      jest.spyOn(console, method).mockImplementation((...line: unknown[]) => {
        this.printed.push(...line.join(" ").split("\n"));
      });
    }
  }

  env(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    return { ...environmentOf(this.running), CI: "true", AWS_REGION: REGION, ...more };
  }

  /** The exit code without anyone to ask, and every request that it took. */
  async init(
    flags: string,
    answers?: readonly string[],
  ): Promise<{ code: number; requests: readonly string[] }> {
    const log = () => readFileSync(this.running.requestLog, "utf8").trim().split("\n");
    const before = log().length;
    const someone = answers === undefined ? {} : { prompt: person(...answers).prompt };
    const code = await run(flags.split(" "), { folder: this.folder, env: this.env(), ...someone });
    const requests = log()
      .slice(before)
      .map((line) => {
        const { service, action }: { service: string; action: string } = JSON.parse(line);
        return `${service} ${action}`;
      });
    return { code, requests };
  }

  /** What is printed where it is refused as bad input. */
  async refused(flags: string): Promise<readonly string[]> {
    const error: unknown = await this.init(flags).catch((reason: unknown) => reason);
    if (!(error instanceof BadInput)) throw error;
    expect(existsSync(this.folder)).toBe(false);
    return error.lines;
  }

  text(name = "production"): string {
    return readFileSync(join(this.folder, `${name}.yaml`), "utf8");
  }

  environment(name = "production"): Environment {
    return loadEnvironment(join(this.folder, `${name}.yaml`)).environment;
  }

  /** `subject  text` as it was printed. */
  said(subject: string): readonly string[] {
    return this.printed.flatMap((line) => (line.startsWith(`${subject} `) ? [line.slice(14)] : []));
  }
}

const there = new InitWorld();

requires("moto_server")("init in an account with one of each", () => {
  beforeAll(
    () => there.up({ region: REGION, instances: [{ name: "shop-backend" }], zones: ["example.com"] }),
    120_000,
  );
  afterAll(() => there.down());
  beforeEach(() => there.clear());
  afterEach(() => jest.restoreAllMocks());

  it("takes what is there once, and writes a file that is read and synthesized", async () => {
    const { code, requests } = await there.init("production --health-path /api/v1/test/");
    expect(code).toBe(0);
    const { id } = there.running.seeded.instances["shop-backend"] ?? {};
    expect(there.environment()).toMatchObject({
      project: "example",
      region: REGION,
      accountId: "123456789012",
      domain: { name: "example.com", aliases: [] },
      dns: { type: "existing", zone: "example.com" },
      network: { type: "default" },
      backends: {
        api: { paths: ["/api/*"], port: 8000, targets: { type: "instances", instances: [{ id }] } },
      },
      site: { spa: true },
      edge: { enabled: true },
    });
    expect(there.text()).toContain(`instances: [{ id: ${id} }] } # ${id} shop-backend\n`);
    expect(synthEnvironment(there.environment()).resource["aws_cloudfront_distribution"]).toBeDefined();
    expect(readdirSync(there.folder)).toEqual(["production.yaml"]);
    expect(requests.filter((request) => !READS.test(request))).toEqual([]);
    expect(requests.length).toBeGreaterThan(5);
  });

  it("says what it found, where the file is, and what comes next", async () => {
    await there.init("production");
    const { seeded } = there.running;
    const { id = "", securityGroupId = "" } = seeded.instances["shop-backend"] ?? {};
    expect(there.printed).toEqual([
      "region        eu-west-1, from AWS_REGION; --region names another",
      "account       ********9012 (AWS_ACCESS_KEY_ID), only read",
      "domain        example.com, the zone's name; --domain names another",
      `zone          example.com (${seeded.zones["example.com"]})`,
      "project       example, from the domain; --project names another",
      `instance      ${id} shop-backend, the only one that runs`,
      `group         ${securityGroupId} shop-backend, the only one of ${id}: nothing to write`,
      `network       ${seeded.vpcId}, the default VPC: nothing to write`,
      "certificates  none issued that holds the names; they are requested",
      "",
      expect.stringMatching(/^wrote \S*\/environments\/production\.yaml$/),
      "Look through it: nobody has asked the backend whether / answers 200.",
      "Next:",
      "  ./gatehouse secret production",
      "  npx cdktf diff production",
      "  npx cdktf deploy production",
    ]);
  });

  it("names the schema to an editor where it lies beside the folder", async () => {
    const schema = join(there.folder, "..", "schema");
    mkdirSync(schema);
    writeFileSync(join(schema, "environment.schema.json"), "{}");
    await there.init("production");
    rmSync(schema, { recursive: true });
    expect(there.text()).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/schema\/environment\.schema\.json\n/,
    );
    there.clear();
    await there.init("production");
    expect(there.text()).not.toContain("yaml-language-server");
  });

  it("never writes over a file, and then does not even look", async () => {
    await there.init("production");
    writeFileSync(join(there.folder, "production.yaml"), "mine");
    const { code, requests } = await there.init("production");
    expect([code, requests]).toEqual([3, []]);
    expect(there.text()).toBe("mine");
    expect(there.printed.at(-1)).toMatch(/^init: refused: \S*production\.yaml is there already; /);
  });

  it("refuses a name that another environment of the folder has", async () => {
    await there.init("production");
    const error: unknown = await there.init("staging").catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      lines: [expect.any(String), expect.stringMatching(/is a name of \S*production\.yaml\S* too/)],
    });
    expect(readdirSync(there.folder)).toEqual(["production.yaml"]);
    await expect(there.init("staging --domain staging.example.com")).resolves.toMatchObject({ code: 0 });
    expect(there.environment("staging").dns).toMatchObject({ zone: "example.com" });
  });

  it("comments out the zone that a name has not", async () => {
    await there.init("production --domain example.net");
    expect(there.environment().dns).toEqual({ type: "existing", stage: "ready" });
    expect(there.text()).toContain("# dns: { type: create, zone: example.net, stage: request }");
    expect(there.printed).toContain(
      "To fill in before a deploy: dns: no public hosted zone of the account holds example.net",
    );
  });

  it("builds without an edge, and then asks for no secret", async () => {
    await there.init("production --no-edge --yes");
    expect(there.environment()).toMatchObject({
      edge: { enabled: false },
      backends: { api: { paths: ["/*"] } },
    });
    expect(there.environment().site).toBeUndefined();
    expect(there.printed.slice(-3)).toEqual([
      "Next:",
      "  npx cdktf diff production",
      "  npx cdktf deploy production",
    ]);
  });

  it("asks a person only what AWS does not tell", async () => {
    await there.init("production", ["shop", "/v1/*", "8080", "/v1/health"]);
    expect(there.environment()).toMatchObject({
      project: "shop",
      backends: { api: { paths: ["/v1/*"], port: 8080, healthCheck: { path: "/v1/health" } } },
    });
    await there.init("other --yes --domain other.example.com", []);
    expect(there.environment("other")).toMatchObject({
      project: "example",
      backends: { api: { port: 8000 } },
    });
  });

  it("offers certificates that are issued, and does not take them", async () => {
    const acm = (region: string) => new ACMClient(clientOptions(there.running, region));
    const route53 = new Route53Client(clientOptions(there.running, "us-east-1"));
    const arns: string[] = [];
    for (const region of ["us-east-1", REGION]) {
      const client = acm(region);
      const names = { DomainName: "example.com", SubjectAlternativeNames: ["*.example.com"] };
      const { CertificateArn = "" } = await client.send(new RequestCertificateCommand(names));
      arns.push(CertificateArn);
      await there.init(`pending${arns.length} --domain pending${arns.length}.example.com`);
      expect(there.said("certificates")).toEqual(["none issued that holds the names; they are requested"]);
      there.clear();
      if (arns.length === 1) continue;
      const { Certificate } = await client.send(new DescribeCertificateCommand({ CertificateArn }));
      const { Name, Value } = Certificate?.DomainValidationOptions?.[0]?.ResourceRecord ?? {};
      const ResourceRecordSet = { Name, Type: "CNAME" as const, TTL: 60, ResourceRecords: [{ Value }] };
      const HostedZoneId = there.running.seeded.zones["example.com"];
      const ChangeBatch = { Changes: [{ Action: "CREATE" as const, ResourceRecordSet }] };
      await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch }));
      client.destroy();
    }
    route53.destroy();
    const { requests } = await there.init("production --alias www.example.com");
    expect(requests.filter((request) => !READS.test(request))).toEqual([]);
    expect(there.text()).toContain(`#   viewer: ${arns[0]}\n#   regional: ${arns[1]}\n`);
    expect(there.environment().certificates).toEqual({});
    await there.init("deep --domain a.shop.example.com");
    expect(there.text("deep")).not.toContain("certificates:");
  });

  const gatehouse = (env: NodeJS.ProcessEnv, ...args: readonly string[]) =>
    spawnSync(join(ROOT, "gatehouse"), ["init", ...args, "--folder", there.folder], {
      env,
      encoding: "utf8",
    });

  it("ends with the exit codes of every command", () => {
    const env = there.env();
    expect(gatehouse(env, "production").status).toBe(0);
    expect(gatehouse(env, "production").status).toBe(3);
    const { status, stderr } = gatehouse(env, "Production", "--port", "x");
    expect(status).toBe(2);
    expect(stderr.trim().split("\n").slice(1)).toEqual([
      expect.stringMatching(/^init: NAME must be /),
      expect.stringMatching(/^init: --port must be /),
    ]);
  }, 60_000);

  it("writes what it is told where it cannot look", () => {
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...env } = there.env();
    const { status, stdout } = gatehouse(env, "production", "--domain", "example.com");
    expect(status).toBe(0);
    expect(stdout).toContain("account       not looked into: no credentials; ");
    expect(stdout.match(/^To fill in before a deploy: \w+/gm)?.map((line) => line.split(" ").at(-1))).toEqual(
      ["accountId", "dns", "targets"],
    );
    expect(there.environment()).toMatchObject({ backends: { api: { targets: { type: "external" } } } });
    expect(there.environment().accountId).toBeUndefined();
    expect(
      gatehouse({ ...env, AWS_REGION: "" }, "other")
        .stderr.trim()
        .split("\n"),
    ).toEqual([
      expect.stringMatching(/^init: --region REGION: /),
      expect.stringMatching(/^init: --domain NAME: /),
    ]);
  }, 60_000);

  it("writes nothing where the credentials do not answer", () => {
    const env = there.env({ AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
    const { status, stderr } = gatehouse(env, "production");
    expect(status).toBe(1);
    expect(stderr).toMatch(/nothing was written: AWS does not answer: .*; see \.\/gatehouse doctor/);
    expect(existsSync(there.folder)).toBe(false);
  }, 60_000);
});

requires("moto_server")("init in an empty account", () => {
  beforeAll(() => there.up({ region: REGION, instances: [], zones: [] }), 120_000);
  afterAll(() => there.down());
  beforeEach(() => there.clear());
  afterEach(() => jest.restoreAllMocks());

  it("asks for the domain alone", async () => {
    await expect(there.refused("production")).resolves.toEqual([
      "init: --domain NAME: Which name do viewers type? That of a zone, or one below it.",
    ]);
  });

  it("comments out what is not there", async () => {
    const { code, requests } = await there.init("production --domain shop.example.com");
    expect(code).toBe(0);
    expect(there.environment()).toMatchObject({
      dns: { type: "existing" },
      network: { type: "default" },
      backends: { api: { targets: { type: "external" } } },
    });
    expect(there.text()).toContain("# dns: { type: external, stage: request }");
    expect(there.text()).toContain("targets: { type: tags, tags: { Name: shop-backend } }");
    expect(there.printed.filter((line) => line.startsWith("To fill in"))).toEqual([
      "To fill in before a deploy: dns: no public hosted zone of the account holds shop.example.com",
      "To fill in before a deploy: targets: no instance runs in eu-west-1",
    ]);
    expect(synthEnvironment(there.environment()).resource["aws_lb"]).toBeDefined();
    expect(requests.filter((request) => !READS.test(request))).toEqual([]);
  });

  it("has nothing to fill in where something else registers the targets", async () => {
    await there.init("production --domain shop.example.com --external");
    expect(there.printed.filter((line) => / targets: /.test(line))).toEqual([]);
  });
});

requires("moto_server")("init in an account with many of each", () => {
  let ids: readonly string[] = [];

  beforeAll(async () => {
    await there.up({
      region: REGION,
      vpc: { name: "platform", cidr: "10.20.0.0/16" },
      instances: [{ name: "web" }, { name: "worker" }],
      zones: ["example.com", "shop.example.com"],
    });
    const { instances, vpcId, privateSubnetIds } = there.running.seeded;
    ids = ["web", "worker"].map((name) => instances[name]?.id ?? "");
    const ec2 = new EC2Client(clientOptions(there.running, REGION));
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }));
    for (const SubnetId of privateSubnetIds) {
      await ec2.send(new AssociateRouteTableCommand({ RouteTableId: RouteTable?.RouteTableId, SubnetId }));
    }
    const Groups = ["web", "worker"].map((name) => instances[name]?.securityGroupId ?? "");
    await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: ids[1], Groups }));
    ec2.destroy();
  }, 120_000);
  afterAll(() => there.down());
  beforeEach(() => there.clear());
  afterEach(() => jest.restoreAllMocks());

  it("ends with one line for each question without anyone to ask", async () => {
    await expect(there.refused("production")).resolves.toEqual([
      "init: --domain NAME: Which name do viewers type? That of a zone, or one below it. Found example.com, shop.example.com",
      `init: --instance ID, --tags KEY=VALUE or --external: Which instances run the backend? Found ${ids[0]} web, ${ids[1]} worker`,
    ]);
    await expect(there.refused(`production --yes --instance ${ids[1]}`)).resolves.toEqual([
      expect.stringMatching(/^init: --domain NAME: /),
      expect.stringMatching(/^init: --security-group ID: .* Found sg-\w+ w\w+, sg-\w+ w\w+$/),
    ]);
    await expect(there.refused("production --domain example.com --external")).resolves.toEqual([
      expect.stringMatching(
        /^init: --vpc ID: .* Found vpc-\w+ \(the default VPC\), vpc-\w+ platform; --yes takes vpc-/,
      ),
    ]);
  });

  it("takes the flags for answers", async () => {
    const { instances, vpcId, publicSubnetIds } = there.running.seeded;
    const group = instances["worker"]?.securityGroupId ?? "";
    const flags = `--domain shop.example.com --instance ${ids[1]} --security-group ${group} --port 9000`;
    const { requests } = await there.init(`production ${flags}`);
    expect(there.environment()).toMatchObject({
      dns: { type: "existing", zone: "shop.example.com" },
      network: { type: "existing", vpcId, publicSubnetIds: [...publicSubnetIds].sort() },
      backends: { api: { port: 9000, targets: { instances: [{ id: ids[1], securityGroupId: group }] } } },
    });
    expect(synthEnvironment(there.environment()).resource["aws_lb"]).toBeDefined();
    expect(requests.filter((request) => !READS.test(request))).toEqual([]);
    expect(requests).toEqual(expect.arrayContaining(["ec2 DescribeSubnets", "ec2 DescribeRouteTables"]));
  });

  it("takes a tag for an answer", async () => {
    await there.init("production --domain example.com --tags Name=web");
    expect(there.environment().backends["api"]?.targets).toEqual({ type: "tags", tags: { Name: "web" } });
    expect(there.environment().network).toMatchObject({ type: "existing" });
  });

  it("asks a person, and takes several instances", async () => {
    const { code } = await there.init("production --port 80", [
      "www.shop.example.com",
      "",
      "1 2",
      "2",
      "",
      "/health",
    ]);
    expect(code).toBe(0);
    expect(there.environment()).toMatchObject({
      project: "example",
      domain: { name: "www.shop.example.com" },
      dns: { zone: "shop.example.com" },
      backends: { api: { healthCheck: { path: "/health" } } },
    });
    const { targets } = there.environment().backends["api"] ?? {};
    expect(targets).toMatchObject({ type: "instances" });
    expect(there.text()).toContain("securityGroupId: sg-");
    expect(there.printed.filter((line) => line.startsWith("warning: "))).toEqual([
      expect.stringContaining("are several machines"),
    ]);
  });

  it("writes nothing where the person goes", async () => {
    const prompt = async () => Promise.reject(new Stopped("stopped: nothing was written"));
    await expect(run(["production"], { folder: there.folder, env: there.env(), prompt })).resolves.toBe(1);
    expect(there.printed.at(-1)).toBe("init: stopped: nothing was written");
    expect(existsSync(there.folder)).toBe(false);
  });
});
