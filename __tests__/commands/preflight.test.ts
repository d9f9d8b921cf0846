import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ACMClient, DescribeCertificateCommand, RequestCertificateCommand } from "@aws-sdk/client-acm";
import { CloudFrontClient, CreateDistributionCommand } from "@aws-sdk/client-cloudfront";
import {
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  ChangeResourceRecordSetsCommand,
  GetHostedZoneCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { CHECKS } from "../../cli/preflight/checks";
import { clientOptions, down, environmentOf, up, type World } from "../../local/world";
import { DnsServer } from "../../test-support/dns-server";
import { CommandCheckout } from "../../test-support/e2e/command-checkout";
import { environmentText, type Keys } from "../../test-support/environments";
import { requires } from "../../test-support/requires";

const REGION = "eu-west-1";
const READS =
  /^(sts GetCallerIdentity|(ec2|acm|elasticloadbalancing|elbv2) (Describe|List)[A-Z][A-Za-z]*|(route53|cloudfront|s3) GET \/.*)$/;

interface Line {
  readonly id: string;
  readonly check: string;
  readonly result: string;
  readonly seen: string;
  readonly mend?: string;
}

let base: string;
let checkout: CommandCheckout;
let world: World;
let dns: DnsServer;
let nameServers: readonly string[];

function client<C>(make: (options: ReturnType<typeof clientOptions>) => C, region = REGION): C {
  return make(clientOptions(world, region));
}

/** The one environment file of the checkout. */
function write(keys: Keys): void {
  const { id } = world.seeded.instances["shop-backend"] ?? {};
  const backends = { api: { targets: { type: "instances", instances: [{ id }] } } };
  const dnsKey = { type: "existing", zone: "example.com" };
  checkout.write("production", environmentText({ dns: dnsKey, backends, ...keys }));
}

/** The command as a person gives it, in that checkout. */
async function preflight(args: readonly string[], env = environmentOf(world)) {
  const child = spawn(join(checkout.path, "gatehouse"), ["preflight", ...args], {
    cwd: checkout.path,
    env: { ...env, CI: "true" },
  });
  const text = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    text.stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    text.stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, ...text };
}

/** The lines of a run with `--json`, and `by` for those of a check. */
async function look(...more: readonly string[]) {
  const { code, stdout, stderr } = await preflight([
    "production",
    "--json",
    "--resolver",
    dns.address,
    ...more,
  ]);
  expect(stderr).toBe("");
  const { findings }: { findings: readonly Line[] } = JSON.parse(stdout);
  const by = (id: string) =>
    findings.filter((line) => line.id === id).map(({ result, seen }) => `${result} ${seen}`);
  return { code, findings, by };
}

const ROOT_ZONE = { "": { NS: ["a.root-servers.net"] } };

requires("moto_server")("preflight in an account", () => {
  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), "preflight-"));
    const seed = { region: REGION, instances: [{ name: "shop-backend" }], zones: ["example.com"] };
    world = await up({ folder: join(base, "local"), seed });
    const { DelegationSet } = await client((options) => new Route53Client(options)).send(
      new GetHostedZoneCommand({ Id: world.seeded.zones["example.com"] }),
    );
    nameServers = DelegationSet?.NameServers ?? [];
    dns = await DnsServer.start();
    checkout = new CommandCheckout(environmentOf(world));
  }, 120_000);
  afterAll(async () => {
    await checkout.remove();
    await dns.stop();
    await down({ folder: join(base, "local") });
    rmSync(base, { recursive: true, force: true });
  });
  beforeEach(() => dns.serves({ ...ROOT_ZONE, "example.com": { NS: nameServers } }));

  it("finds nothing in the way of a first deploy, and only reads", async () => {
    write({});
    const log = () => readFileSync(world.requestLog, "utf8").trim().split("\n");
    const before = log().length;
    const { code, findings, by } = await look();
    expect(findings.filter(({ result }) => result === "fail" || result === "warning")).toEqual([]);
    expect(code).toBe(0);
    expect([...new Set(findings.map(({ id }) => id))]).toEqual([
      "account",
      ...new Set(CHECKS.map(({ id }) => id)),
    ]);
    expect(by("name-servers")).toEqual([
      expect.stringMatching(/^ok example.com is served by Z?\w+, says 127.0.0.1:/),
    ]);
    expect(by("prefix-list-quota")[0]).toMatch(
      /^ok CloudFront's prefix list counts as 55 inbound rules .* default quota of 60/,
    );
    expect(by("health-answers")).toEqual([expect.stringMatching(/^skipped /)]);
    const requests = log()
      .slice(before)
      .map((line) => {
        const { service, action }: { service: string; action: string } = JSON.parse(line);
        return `${service} ${action}`;
      });
    expect(requests.length).toBeGreaterThan(10);
    expect(requests.filter((request) => !READS.test(request))).toEqual([]);
  });

  it("says of each thing in the way what it is and what mends it", async () => {
    write({ domain: { name: "example.com", aliases: ["www.example.com"] } });
    await spoil();
    dns.serves({
      ...ROOT_ZONE,
      "example.com": { NS: ["ns1.registrar.net"], CAA: ['0 issue "letsencrypt.org"'] },
    });
    const { code, findings, by } = await look();
    expect(code).toBe(1);
    expect(by("name-servers")).toEqual([
      expect.stringMatching(/^fail example.com is served by ns1.registrar.net/),
    ]);
    expect(by("certificate-authority")).toEqual(
      Array.from({ length: 3 }, () =>
        expect.stringMatching(/^fail .* let letsencrypt.org issue, and not Amazon$/),
      ),
    );
    expect(by("existing-records")).toEqual([
      expect.stringMatching(/^fail stands already: 198.51.100.7, TTL 3600; an apply stops at it/),
      expect.stringMatching(/^fail stands already: example.com, TTL 300/),
    ]);
    expect(by("alias-free")[0]).toMatch(/^fail E\w+ holds www.example.com: .*CNAMEAlreadyExists$/);
    expect(by("validation-records")).toEqual([
      expect.stringMatching(
        /^fail _\w+.www.example.com stands already, of another certificate for www.example.com/,
      ),
    ]);
    const { securityGroupId } = world.seeded.instances["shop-backend"] ?? {};
    expect(by("open-rules")).toEqual([
      expect.stringMatching(new RegExp(`^warning sgr-\\w+ of ${securityGroupId}: tcp 80 from 0.0.0.0/0$`)),
      expect.stringMatching(/^warning sgr-\w+ .* tcp 8000 from ::\/0$/),
    ]);
    const spoken = findings.filter(({ result }) => result === "fail" || result === "warning");
    expect(spoken.filter(({ mend = "" }) => mend === "")).toEqual([]);
    const [record] = findings.filter(({ id }) => id === "existing-records");
    expect(record?.mend).toContain(
      `import aws_route53_record.example_com_a '${world.seeded.zones["example.com"]}_example.com_A'`,
    );
    expect(record?.mend).toContain("lower its TTL first, and wait 3600 s");
  });

  it("takes what the state has for the environment's own", async () => {
    const resources = [
      { mode: "managed", type: "aws_route53_record", name: "example_com_a", instances: [{}] },
    ];
    const file = join(checkout.path, "terraform.production.tfstate");
    writeFileSync(file, JSON.stringify({ version: 4, serial: 1, lineage: "x", resources }));
    const { by } = await look();
    rmSync(file);
    expect(by("existing-records")[0]).toMatch(/^ok stands already: .*; the state has it$/);
  });

  it("asks what a VPC origin needs where the exposure is private", async () => {
    const ec2 = client((options) => new EC2Client(options));
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.9.0.0/16" }));
    const subnets = [];
    for (const letter of ["a", "b"]) {
      const made = await ec2.send(
        new CreateSubnetCommand({
          VpcId: Vpc?.VpcId,
          CidrBlock: `10.9.${letter === "a" ? 1 : 2}.0/24`,
          AvailabilityZone: `${REGION}${letter}`,
        }),
      );
      subnets.push(made.Subnet?.SubnetId);
    }
    write({
      loadBalancer: { exposure: "private" },
      network: { type: "existing", vpcId: Vpc?.VpcId, publicSubnetIds: subnets },
    });
    const { code, by } = await look();
    expect(code).toBe(1);
    expect(by("vpc-internet-gateway")).toEqual([
      `fail ${Vpc?.VpcId} has no internet gateway, without which CloudFront makes no VPC origin`,
      expect.stringMatching(/^ok subnet-\w+ in euw1-az\d, subnet-\w+ in euw1-az\d$/),
    ]);
    expect(by("instances-network")[0]).toMatch(
      /^fail i-\w+ lies in vpc-\w+, and the load balancer in vpc-\w+$/,
    );
    const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
    const InternetGatewayId = InternetGateway?.InternetGatewayId;
    await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId: Vpc?.VpcId }));
    expect((await look()).by("vpc-internet-gateway")[0]).toBe(
      `ok ${InternetGatewayId} is attached to ${Vpc?.VpcId}`,
    );
  });

  it("asks for validation records before the stage ready", async () => {
    write({ dns: { type: "external", stage: "ready" } });
    const missing = await look();
    expect(missing.by("validation-records")[0]).toBe(
      "fail no certificate of production is requested for it yet",
    );
    const tags = { Project: "shop", Environment: "production", ManagedBy: "gatehouse" };
    const { at, value } = await certificate("example.com", ["origin.example.com"], REGION, tags);
    const silent = await look();
    expect(silent.by("validation-records")[0]).toMatch(
      new RegExp(`^fail ${at} does not answer: ACM waits for it`),
    );
    dns.serves({ ...ROOT_ZONE, [at]: { CNAME: [value] } });
    const { by } = await look();
    expect(by("validation-records")[0]).toBe(`ok ${at} answers, says ${dns.address}`);
    expect(by("name-servers")).toEqual([expect.stringMatching(/^skipped not needed/)]);
  });

  it("fails without credentials, and takes nothing for good that it has not seen", async () => {
    write({});
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...env } = environmentOf(world);
    const { code, stdout } = await preflight(["production", "--resolver", dns.address], env);
    expect(code).toBe(1);
    const lines = stdout.split("\n");
    expect(lines).toContainEqual(
      expect.stringMatching(/^FAIL +account +nothing of the account can be looked at$/),
    );
    expect(lines.filter((line) => /^OK /.test(line))).toEqual([
      expect.stringMatching(/^OK +CAA /),
      expect.stringMatching(/^OK +CAA /),
    ]);
    expect(lines).toContainEqual(
      expect.stringMatching(/^SKIPPED +prefix list quota +no credentials that AWS takes$/),
    );
  });

  it("refuses an environment that is not there, and bad options, with exit code 2", async () => {
    await expect(preflight(["no-such"])).resolves.toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining('has no environment "no-such"'),
    });
    await expect(preflight(["production", "--resolver", "nowhere"])).resolves.toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(
        '--resolver takes an address such as 1.1.1.1 or 127.0.0.1:5353, found "nowhere"',
      ),
    });
  });

  it("skips what nobody answers, and says who did not", async () => {
    write({});
    dns.serves({ "": { NS: "SERVFAIL" }, "example.com": { NS: "SERVFAIL", CAA: "SERVFAIL" } });
    const { by } = await look();
    expect(by("name-servers")).toEqual([`skipped ${dns.address} does not answer (SERVFAIL)`]);
    expect(by("certificate-authority")[0]).toBe(`skipped ${dns.address} does not answer (SERVFAIL)`);
  });
});

/** A server as it stands before a move: an address record, a CNAME, open ports, and a distribution by other hands. */
async function spoil(): Promise<void> {
  const GroupId = world.seeded.instances["shop-backend"]?.securityGroupId;
  await client((options) => new EC2Client(options)).send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [
        { IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
        { IpProtocol: "tcp", FromPort: 8000, ToPort: 8000, Ipv6Ranges: [{ CidrIpv6: "::/0" }] },
      ],
    }),
  );
  await record("example.com", "A", "198.51.100.7", 3600);
  await record("www.example.com", "CNAME", "example.com", 300);
  const { arn, at, value } = await certificate("www.example.com", [], "us-east-1", { Project: "other" });
  await record(at, "CNAME", value, 300);
  await distribution("www.example.com", arn);
}

async function record(Name: string, Type: "A" | "CNAME", Value: string, TTL: number): Promise<void> {
  const ResourceRecordSet = { Name, Type, TTL, ResourceRecords: [{ Value }] };
  await client((options) => new Route53Client(options)).send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: world.seeded.zones["example.com"],
      ChangeBatch: { Changes: [{ Action: "UPSERT", ResourceRecordSet }] },
    }),
  );
}

async function certificate(
  DomainName: string,
  others: readonly string[],
  region: string,
  tags: Readonly<Record<string, string>>,
): Promise<{ readonly arn: string; readonly at: string; readonly value: string }> {
  const acm = client((options) => new ACMClient(options), region);
  const { CertificateArn = "" } = await acm.send(
    new RequestCertificateCommand({
      DomainName,
      ...(others.length === 0 ? {} : { SubjectAlternativeNames: [...others] }),
      ValidationMethod: "DNS",
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn }));
  const { Name = "", Value = "" } = Certificate?.DomainValidationOptions?.[0]?.ResourceRecord ?? {};
  return { arn: CertificateArn, at: Name.replace(/\.$/, ""), value: Value.replace(/\.$/, "") };
}

async function distribution(alias: string, ACMCertificateArn: string): Promise<void> {
  const cloudFront = new CloudFrontClient({
    ...clientOptions(world, "us-east-1"),
    endpoint: world.cloudFrontEndpoint,
  });
  await cloudFront.send(
    new CreateDistributionCommand({
      DistributionConfig: {
        CallerReference: alias,
        Comment: "by other hands",
        Enabled: true,
        Aliases: { Quantity: 1, Items: [alias] },
        Origins: {
          Quantity: 1,
          Items: [
            {
              Id: "app",
              DomainName: "app.example.net",
              CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "https-only" },
            },
          ],
        },
        DefaultCacheBehavior: {
          TargetOriginId: "app",
          ViewerProtocolPolicy: "redirect-to-https",
          CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        },
        ViewerCertificate: {
          ACMCertificateArn,
          SSLSupportMethod: "sni-only",
          MinimumProtocolVersion: "TLSv1.2_2021",
        },
      },
    }),
  );
}
