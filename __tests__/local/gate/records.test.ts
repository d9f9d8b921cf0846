import {
  CreateLoadBalancerCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  type Change,
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
  TestDNSAnswerCommand,
} from "@aws-sdk/client-route-53";
import { clientOptions, seed } from "../../../local/seed";
import { type MotoGate, startMotoGate } from "../../../test-support/moto-gate";
import { requires } from "../../../test-support/requires";

const a = (name: string, ...values: string[]): ResourceRecordSet => ({
  Name: name,
  Type: "A",
  TTL: 60,
  ResourceRecords: values.map((Value) => ({ Value })),
});
const cname = (name: string, value: string): ResourceRecordSet => ({
  Name: name,
  Type: "CNAME",
  TTL: 60,
  ResourceRecords: [{ Value: value }],
});
const alias = (name: string, type: "A" | "AAAA", dnsName: string): ResourceRecordSet => ({
  Name: name,
  Type: type,
  AliasTarget: { DNSName: dnsName, HostedZoneId: "Z2P70J7EXAMPLE", EvaluateTargetHealth: false },
});

requires("moto_server")("the gate, Route 53", () => {
  let gate: MotoGate;
  let route53: Route53Client;
  let zoneId: string;

  beforeAll(async () => {
    gate = await startMotoGate();
    route53 = new Route53Client(clientOptions(gate, "us-east-1"));
  }, 60_000);

  beforeEach(async () => {
    const { HostedZone } = await route53.send(
      new CreateHostedZoneCommand({ Name: "example.com", CallerReference: `${Math.random()}` }),
    );
    zoneId = HostedZone?.Id ?? "";
  });

  afterAll(async () => {
    route53.destroy();
    await gate.stop();
  });

  const change = (...changes: [Change["Action"], ResourceRecordSet][]) =>
    route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: zoneId,
        ChangeBatch: {
          Changes: changes.map(([Action, ResourceRecordSet]) => ({ Action, ResourceRecordSet })),
        },
      }),
    );

  async function records(): Promise<string[]> {
    const { ResourceRecordSets = [] } = await route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: zoneId }),
    );
    return ResourceRecordSets.filter((set) => set.Type !== "NS" && set.Type !== "SOA").map(
      (set) =>
        `${set.Name} ${set.Type} ${set.ResourceRecords?.map(({ Value }) => Value).join(" ") ?? "alias"}`,
    );
  }

  const refusal = (message: string) => ({
    name: "InvalidChangeBatch",
    message: `[${message}]`,
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  });

  it("takes what is legal, wildcards, texts and lower case included", async () => {
    await change(
      ["CREATE", a("WWW.example.com", "192.0.2.1", "192.0.2.2")],
      ["CREATE", cname("*.example.com.", "www.example.com")],
      [
        "UPSERT",
        { Name: "example.com", Type: "TXT", TTL: 60, ResourceRecords: [{ Value: '"v=spf1 <&> -all"' }] },
      ],
    );
    await expect(records()).resolves.toEqual([
      'example.com. TXT "v=spf1 <&> -all"',
      "*.example.com. CNAME www.example.com",
      "www.example.com. A 192.0.2.1 192.0.2.2",
    ]);
  });

  it.each(["192.0.2.1", "192.0.2.9"])("refuses a CREATE over an existing record, with %s", async (value) => {
    await change(["CREATE", a("www.example.com", "192.0.2.1")]);
    await expect(change(["CREATE", a("www.example.com", value)])).rejects.toMatchObject(
      refusal(
        "Tried to create resource record set [name='www.example.com.', type='A'] but it already exists",
      ),
    );
  });

  it("takes a CREATE again after a DELETE", async () => {
    await change(["CREATE", a("zzz.example.com", "192.0.2.7")]);
    for (let round = 0; round < 2; round++) {
      await change(["CREATE", a("www.example.com", "192.0.2.1")]);
      await change(["DELETE", a("www.example.com", "192.0.2.1")]);
    }
    await expect(records()).resolves.toEqual(["zzz.example.com. A 192.0.2.7"]);
  });

  it("refuses to delete what is not there, or has other values", async () => {
    await change(["CREATE", a("www.example.com", "192.0.2.1")]);
    await expect(change(["DELETE", a("api.example.com", "192.0.2.1")])).rejects.toMatchObject(
      refusal("Tried to delete resource record set [name='api.example.com.', type='A'] but it was not found"),
    );
    await expect(change(["DELETE", a("www.example.com", "192.0.2.2")])).rejects.toMatchObject(
      refusal(
        "Tried to delete resource record set [name='www.example.com.', type='A'] but the values provided do not match the current values",
      ),
    );
  });

  it("deletes whatever the order of the values", async () => {
    await change(["UPSERT", a("www.example.com", "192.0.2.1", "192.0.2.2")]);
    await change(["DELETE", a("www.example.com", "192.0.2.2", "192.0.2.1")]);
    await expect(records()).resolves.toEqual([]);
  });

  describe("CNAME", () => {
    it.each(["CREATE", "UPSERT"] as const)("refuses %s beside another type", async (action) => {
      await change(["CREATE", a("www.example.com", "192.0.2.1")]);
      await expect(change([action, cname("www.example.com", "other.example.com")])).rejects.toMatchObject(
        refusal(
          "RRSet of type CNAME with DNS name www.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.",
        ),
      );
    });

    it("refuses another type beside a CNAME", async () => {
      await change(["CREATE", cname("www.example.com", "other.example.com")]);
      await expect(change(["UPSERT", a("www.example.com", "192.0.2.1")])).rejects.toMatchObject(
        refusal(
          "RRSet of type A with DNS name www.example.com. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone example.com.",
        ),
      );
    });

    it("refuses the apex", async () => {
      await expect(change(["CREATE", cname("example.com", "other.example.net")])).rejects.toMatchObject(
        refusal(
          "RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.",
        ),
      );
    });

    it("gives way to an A in one batch, in that order only", async () => {
      const [old, fresh] = [cname("www.example.com", "other.example.com"), a("www.example.com", "192.0.2.1")];
      await change(["CREATE", old]);
      await expect(change(["CREATE", fresh], ["DELETE", old])).rejects.toMatchObject({
        name: "InvalidChangeBatch",
      });
      await expect(records()).resolves.toEqual(["www.example.com. CNAME other.example.com"]);
      await change(["DELETE", old], ["CREATE", fresh]);
      await expect(records()).resolves.toEqual(["www.example.com. A 192.0.2.1"]);
    });
  });

  it("takes a batch whole or not at all, and names every objection", async () => {
    await expect(
      change(
        ["CREATE", a("one.example.com", "192.0.2.1")],
        ["CREATE", cname("example.com", "other.example.net")],
        ["CREATE", a("www.example.net", "192.0.2.1")],
      ),
    ).rejects.toMatchObject(
      refusal(
        "RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com., RRSet with DNS name www.example.net. is not permitted in zone example.com.",
      ),
    );
    await expect(records()).resolves.toEqual([]);
  });

  it("lets one of two that create the same record at once succeed", async () => {
    const create = () => change(["CREATE", a("www.example.com", "192.0.2.1")]);
    const outcomes = await Promise.allSettled([create(), create()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("answers AAAA for an alias only where the load balancer speaks IPv6", async () => {
    const elb = new ElasticLoadBalancingV2Client(clientOptions(gate, "eu-west-1"));
    const { publicSubnetIds } = await seed(gate, { region: "eu-west-1", instances: [], zones: [] });
    const balancer = async (Name: string, IpAddressType: "ipv4" | "dualstack") => {
      const { LoadBalancers = [] } = await elb.send(
        new CreateLoadBalancerCommand({ Name, IpAddressType, Subnets: publicSubnetIds.slice(0, 2) }),
      );
      return LoadBalancers[0]?.DNSName ?? "";
    };
    const [four, both] = [await balancer("four", "ipv4"), await balancer("both", "dualstack")];
    elb.destroy();
    await change(
      ["CREATE", alias("four.example.com", "A", four)],
      ["CREATE", alias("four.example.com", "AAAA", four)],
      ["CREATE", alias("both.example.com", "AAAA", both)],
    );
    const ask = async (RecordName: string, RecordType: "A" | "AAAA") =>
      (
        await route53.send(
          new TestDNSAnswerCommand({
            HostedZoneId: zoneId.replace("/hostedzone/", ""),
            RecordName,
            RecordType,
          }),
        )
      ).RecordData;

    await expect(ask("four.example.com", "A")).resolves.toEqual([expect.stringMatching(/^192\.0\.2\./)]);
    await expect(ask("four.example.com", "AAAA")).resolves.toEqual([]);
    await expect(ask("both.example.com", "AAAA")).resolves.toEqual([expect.stringMatching(/^2001:db8::/)]);
  });
});
