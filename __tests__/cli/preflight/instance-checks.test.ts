import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import { direct } from "../../../cli/preflight/checks/direct";
import { instances } from "../../../cli/preflight/checks/instances";
import { openRules } from "../../../cli/preflight/checks/open-rules";
import { matches, ports } from "../../../cli/preflight/checks/ports";
import { subnets } from "../../../cli/preflight/checks/subnets";
import type { Reached } from "../../../cli/preflight/connect";
import type {
  BackendSeen,
  DirectSeen,
  InstanceSeen,
  InstancesSeen,
} from "../../../cli/preflight/seen/instances";
import type { NetworkSeen, SubnetSeen } from "../../../cli/preflight/seen/network";
import type { Keys } from "../../../test-support/environments";
import { INSTANCE, linesOf, look } from "./support";

const subnet = (letter: string, more: Partial<SubnetSeen> = {}): SubnetSeen => ({
  id: `subnet-${letter}`,
  zone: `eu-west-1${letter}`,
  zoneId: `euw1-az-${letter}`,
  vpcId: "vpc-1",
  freeAddresses: 100,
  ...more,
});
const NETWORK: NetworkSeen = {
  kind: "found",
  vpcId: "vpc-1",
  subnets: [subnet("a"), subnet("b")],
  missing: [],
};

function seen(instance: Partial<InstanceSeen> = {}, more: Partial<BackendSeen> = {}): InstancesSeen {
  const backend = {
    backend: "api",
    instances: [{ ...INSTANCE, ...instance }],
    missing: [],
    namedGroups: {},
    ...more,
  };
  return { backends: [backend], direct: undefined, rules: [] };
}

describe("instances", () => {
  const of = (all: InstancesSeen, network: NetworkSeen = NETWORK, keys: Keys = {}) =>
    linesOf(instances, look(keys, { instances: async () => all, network: async () => network }));
  const id = INSTANCE.id;

  it("are good in the VPC and in a zone of the load balancer", async () => {
    await expect(of(seen())).resolves.toEqual([`ok instances of api: ${id} in vpc-1, eu-west-1a, running`]);
  });

  it.each<[string, InstancesSeen, NetworkSeen]>([
    [`${id} lies in vpc-2, and the load balancer in vpc-1`, seen({ vpcId: "vpc-2" }), NETWORK],
    [
      `${id} lies in eu-west-1c, and the load balancer in eu-west-1a, eu-west-1b: it sends nothing there`,
      seen({ zone: "eu-west-1c" }),
      NETWORK,
    ],
    [`${id} lies in vpc-1, and the load balancer in a VPC that is yet to be made`, seen(), { kind: "made" }],
    [`${id} is in 2 security groups: sg-1, sg-2`, seen({ groupIds: ["sg-1", "sg-2"] }), NETWORK],
    [`${id} is not in sg-3, but in sg-1`, seen({}, { namedGroups: { [id]: "sg-3" } }), NETWORK],
    ["no instance bears the tags: a plan is refused", seen({}, { instances: [] }), NETWORK],
    [
      "no instance i-1 in this account and region, or it is terminated",
      seen({}, { instances: [], missing: ["i-1"] }),
      NETWORK,
    ],
  ])("fail: %s", async (line, all, network) => {
    await expect(of(all, network)).resolves.toEqual([`fail instances of api: ${line}`]);
  });

  it("may be in several groups where the file names one", async () => {
    const named = seen({ groupIds: ["sg-1", "sg-2"] }, { namedGroups: { [id]: "sg-2" } });
    await expect(of(named)).resolves.toEqual([expect.stringMatching(/^ok /)]);
  });

  it("are warned of while they are stopped", async () => {
    await expect(of(seen({ state: "stopped" }))).resolves.toEqual([
      `warning instances of api: ${id} in vpc-1, eu-west-1a, stopped: it answers no health check`,
    ]);
  });

  it("are not taken for good where another state has the VPC, and not needed where there are none", async () => {
    const network = { type: "remoteState", state: { type: "local", path: "../network/terraform.tfstate" } };
    const [line] = await of(seen(), NETWORK, { network });
    expect(line).toMatch(/^skipped instances of api: .*stands in another Terraform state$/);
    const backends = { api: { targets: { type: "external" } } };
    await expect(of({ backends: [], direct: undefined, rules: [] }, NETWORK, { backends })).resolves.toEqual([
      "skipped instances of api: not needed: its targets are of type external",
    ]);
  });
});

describe("ports", () => {
  const of = (reached: Reached, instance: Partial<InstanceSeen> = {}, keys: Keys = {}) => {
    const tried: string[] = [];
    const connect = async (host: string, port: number) => {
      tried.push(`${host}:${port}`);
      return reached;
    };
    const askHealth = async ({ path }: { readonly path: string }) => Number(/\d+/.exec(path) ?? 200);
    const lines = linesOf(ports, look(keys, { connect, askHealth, instances: async () => seen(instance) }));
    return lines.then(([line]) => ({ line, tried }));
  };

  it("are good where a connection is taken", async () => {
    const { line, tried } = await of("open");
    expect(line).toMatch(/^ok port 8000 of api: 198.51.100.7:8000 of i-\w+ takes a connection/);
    expect(tried).toEqual(["198.51.100.7:8000"]);
  });

  it("fail where one is refused, and are never good where none was made", async () => {
    expect((await of("refused")).line).toMatch(/^fail .* refuses connections: nothing listens there$/);
    expect((await of("silent")).line).toMatch(/^skipped .*: no way from here to /);
    expect(await of("open", { publicIp: undefined })).toEqual({
      line: expect.stringMatching(
        /^skipped .*: this machine is not in vpc-1, and i-\w+ has no public address$/,
      ),
      tried: [],
    });
    expect((await of("open", { state: "stopped" })).line).toMatch(/^skipped .* is stopped$/);
  });

  it("of health checks are tried too", async () => {
    const backends = {
      api: { healthCheck: { port: 9000 }, targets: { type: "instances", instances: [{ id: INSTANCE.id }] } },
    };
    const { tried } = await of("open", {}, { backends });
    expect(tried).toEqual(["198.51.100.7:8000", "198.51.100.7:9000"]);
  });

  it("of health checks answer them as the load balancer wants", async () => {
    const targets = { type: "instances", instances: [{ id: INSTANCE.id }] };
    const asks = (path: string) => of("open", {}, { backends: { api: { healthCheck: { path }, targets } } });
    expect((await asks("/200")).line).toMatch(/^ok port 8000 of api: .*, and \/200 answers 200$/);
    expect((await asks("/302")).line).toMatch(/^fail port 8000 of api: .*, and \/302 answers 302, not 200$/);
    expect([
      matches("200", 200),
      matches("200,204", 204),
      matches("200-299", 250),
      matches("200-299", 300),
    ]).toEqual([true, true, true, false]);
  });

  it("of the local AWS are not tried", async () => {
    const [line] = await linesOf(ports, look({}, { instances: async () => seen() }));
    expect(line).toMatch(/^skipped .*: i-\w+ is none of this world/);
  });
});

const RULE: SecurityGroupRule = {
  SecurityGroupRuleId: "sgr-1",
  GroupId: "sg-1",
  IsEgress: false,
  IpProtocol: "tcp",
  FromPort: 22,
  ToPort: 22,
  CidrIpv4: "203.0.113.0/24",
};

describe("open rules", () => {
  const of = (...rules: readonly SecurityGroupRule[]) =>
    linesOf(openRules, look({}, { instances: async () => ({ ...seen(), rules }) }));

  it("are warned of one by one, with their ids", async () => {
    const world = (port: number) => ({ ...RULE, FromPort: port, ToPort: port, CidrIpv4: "0.0.0.0/0" });
    await expect(of(RULE, world(8000), { ...world(5432), SecurityGroupRuleId: "sgr-2" })).resolves.toEqual([
      "warning open rules: sgr-2 of sg-1: tcp 5432 from 0.0.0.0/0",
      "warning open rules: sgr-1 of sg-1: tcp 8000 from 0.0.0.0/0",
    ]);
  });

  it("are none among rules for some", async () => {
    await expect(of(RULE)).resolves.toEqual(["ok open rules: none in sg-1"]);
  });
});

describe("direct access", () => {
  const found: DirectSeen = { kind: "found", address: "198.51.100.7", instance: INSTANCE };
  const key = (ssh?: object) => ({
    direct: { name: "ssh.example.com", address: "198.51.100.7", ...(ssh && { ssh }) },
  });
  const from = ["203.0.113.0/24"];
  const of = (keys: Keys, at: DirectSeen = found, rules: readonly SecurityGroupRule[] = []) =>
    linesOf(direct, look(keys, { instances: async () => ({ ...seen(), direct: at, rules }) }));
  const named = `ok direct access: ssh.example.com will be 198.51.100.7, of ${INSTANCE.id}`;

  it("is good where the address is an instance's", async () => {
    await expect(of(key())).resolves.toEqual([named]);
    await expect(of(key({ from }))).resolves.toEqual([
      named,
      expect.stringMatching(/^ok direct access, SSH: sg-1 /),
    ]);
  });

  it("fails where it is not", async () => {
    await expect(of(key(), { kind: "missing", why: "198.51.100.7 is of no instance" })).resolves.toEqual([
      "fail direct access: 198.51.100.7 is of no instance",
    ]);
  });

  it("fails where a rule is there already, unless it is the environment's own", async () => {
    const [, line] = await of(key({ from }), found, [RULE]);
    expect(line).toBe(
      "fail direct access, SSH: sg-1 has sgr-1 from 203.0.113.0/24 already, and AWS takes no second such rule",
    );
    const Tags = [{ Key: "ManagedBy", Value: "gatehouse" }];
    const [, own] = await of(key({ from }), found, [{ ...RULE, Tags }]);
    expect(own).toMatch(/^ok /);
    const [, other] = await of(key({ from }), found, [
      { ...RULE, ToPort: 23 },
      { ...RULE, GroupId: "sg-2" },
    ]);
    expect(other).toMatch(/^ok /);
  });

  it("fails where the group cannot be told, or is not the instance's", async () => {
    const several: DirectSeen = { ...found, instance: { ...INSTANCE, groupIds: ["sg-1", "sg-2"] } };
    const [, line] = await of(key({ from }), several);
    expect(line).toMatch(/^fail direct access, SSH: i-\w+ is in 2 security groups: sg-1, sg-2$/);
    const [, strange] = await of(key({ from, securityGroupId: "sg-0123456789abcdef0" }));
    expect(strange).toMatch(/^fail direct access, SSH: i-\w+ is not in sg-0123456789abcdef0, but in sg-1$/);
  });

  it("is not needed without the key", async () => {
    await expect(linesOf(direct, look({}))).resolves.toEqual([
      "skipped direct access: not needed: the file has no direct",
    ]);
  });
});

describe("subnets", () => {
  const of = (network: NetworkSeen, keys: Keys = {}) =>
    linesOf(subnets, look(keys, { network: async () => network }));
  const found = (more: Partial<Extract<NetworkSeen, { kind: "found" }>>): NetworkSeen => ({
    kind: "found",
    vpcId: "vpc-1",
    subnets: [subnet("a"), subnet("b")],
    missing: [],
    ...more,
  });

  it("are good in two zones of the VPC", async () => {
    await expect(of(found({}))).resolves.toEqual([
      "ok subnets: vpc-1: subnet-a in eu-west-1a, subnet-b in eu-west-1b",
    ]);
  });

  it.each<[string, NetworkSeen]>([
    ["no subnet subnet-c in this account and region", found({ missing: ["subnet-c"] })],
    [
      "subnet-b lies in vpc-2, not in vpc-1",
      found({ subnets: [subnet("a"), subnet("b", { vpcId: "vpc-2" })] }),
    ],
    [
      "subnet-b has 7 free addresses, a load balancer needs 8",
      found({ subnets: [subnet("a"), subnet("b", { freeAddresses: 7 })] }),
    ],
    [
      "eu-west-1a: a load balancer needs subnets in two zones",
      found({ subnets: [subnet("a"), subnet("a")] }),
    ],
    ["eu-west-1 has no default VPC", { kind: "missing", why: "eu-west-1 has no default VPC" }],
  ])("fail: %s", async (line, network) => {
    await expect(of(network)).resolves.toEqual([`fail subnets: ${line}`]);
  });

  it("with 8 free addresses are enough", async () => {
    const enough = found({ subnets: [subnet("a", { freeAddresses: 8 }), subnet("b")] });
    await expect(of(enough)).resolves.toEqual([expect.stringMatching(/^ok /)]);
  });

  it("that the environment makes are not looked at", async () => {
    await expect(of({ kind: "made" })).resolves.toEqual([
      "skipped subnets: not needed: the environment makes its VPC",
    ]);
  });

  it("of a private load balancer stand where VPC origins can be", async () => {
    const here = { region: "us-east-1", loadBalancer: { exposure: "private" } };
    const zones = found({ subnets: [subnet("a"), subnet("b", { zoneId: "use1-az3" })] });
    await expect(of(zones, here)).resolves.toEqual([
      "fail subnets: eu-west-1a: a load balancer needs subnets in two zones",
    ]);
    await expect(of(zones, { region: "us-east-1" })).resolves.toEqual([expect.stringMatching(/^ok /)]);
  });
});
