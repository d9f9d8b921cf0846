import {
  ACMClient,
  type CertificateDetail,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  RequestCertificateCommand,
} from "@aws-sdk/client-acm";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  DeleteListenerCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { ChangeResourceRecordSetsCommand, Route53Client } from "@aws-sdk/client-route-53";
import { clientOptions, type Seeded, seed } from "../../../local/seed";
import { type MotoGate, startMotoGate } from "../../../test-support/moto-gate";
import { requires } from "../../../test-support/requires";

const REGION = "eu-west-1";

requires("moto_server")("the gate, certificates", () => {
  let gate: MotoGate;
  let acm: ACMClient;
  let virginia: ACMClient;
  let elb: ElasticLoadBalancingV2Client;
  let route53: Route53Client;
  let seeded: Seeded;

  beforeAll(async () => {
    gate = await startMotoGate();
    acm = new ACMClient(clientOptions(gate, REGION));
    virginia = new ACMClient(clientOptions(gate, "us-east-1"));
    elb = new ElasticLoadBalancingV2Client(clientOptions(gate, REGION));
    route53 = new Route53Client(clientOptions(gate, "us-east-1"));
    seeded = await seed(gate, { region: REGION, instances: [], zones: ["example.com"] });
  }, 60_000);

  afterAll(async () => {
    for (const client of [acm, virginia, elb, route53]) {
      client.destroy();
    }
    await gate.stop();
  });

  async function request(client: ACMClient, name: string, ...others: string[]): Promise<string> {
    const { CertificateArn = "" } = await client.send(
      new RequestCertificateCommand({
        DomainName: name,
        ValidationMethod: "DNS",
        ...(others.length > 0 ? { SubjectAlternativeNames: others } : {}),
      }),
    );
    return CertificateArn;
  }

  async function describeCertificate(client: ACMClient, arn: string): Promise<CertificateDetail> {
    const { Certificate = {} } = await client.send(new DescribeCertificateCommand({ CertificateArn: arn }));
    return Certificate;
  }

  function options(certificate: CertificateDetail): Record<string, string> {
    return Object.fromEntries(
      (certificate.DomainValidationOptions ?? []).map((option) => [
        option.DomainName,
        `${option.ResourceRecord?.Name} ${option.ResourceRecord?.Value} ${option.ValidationStatus}`,
      ]),
    );
  }

  async function validate(certificate: CertificateDetail, ...names: string[]): Promise<void> {
    for (const { DomainName = "", ResourceRecord } of certificate.DomainValidationOptions ?? []) {
      if (names.includes(DomainName)) {
        await change("UPSERT", ResourceRecord?.Name, ResourceRecord?.Value);
      }
    }
  }

  const change = (Action: "UPSERT" | "DELETE", Name: string | undefined, Value: string | undefined) =>
    route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: seeded.zones["example.com"],
        ChangeBatch: {
          Changes: [
            { Action, ResourceRecordSet: { Name, Type: "CNAME", TTL: 60, ResourceRecords: [{ Value }] } },
          ],
        },
      }),
    );

  it("asks a record of its own for each name, the same for the name in every region and for its wildcard", async () => {
    const one = options(
      await describeCertificate(
        acm,
        await request(acm, "one.example.com", "*.one.example.com", "two.example.com"),
      ),
    );
    const other = options(await describeCertificate(virginia, await request(virginia, "one.example.com")));

    expect(Object.keys(one).sort()).toEqual(["*.one.example.com", "one.example.com", "two.example.com"]);
    expect(one["*.one.example.com"]).toBe(one["one.example.com"]);
    expect(other["one.example.com"]).toBe(one["one.example.com"]);
    expect(one["two.example.com"]).not.toBe(one["one.example.com"]);
    expect(one["one.example.com"]).toMatch(
      /^_[0-9a-f]{32}\.one\.example\.com\. _[0-9a-f]{32}\.[a-z]{10}\.acm-validations\.aws\. PENDING_VALIDATION$/,
    );
  });

  it("stays pending until every name's record is there with its value, and issued when they go", async () => {
    const arn = await request(acm, "three.example.com", "four.example.com");
    const pending = await describeCertificate(acm, arn);
    expect(pending).toMatchObject({ Status: "PENDING_VALIDATION" });
    expect(pending.IssuedAt).toBeUndefined();

    await validate(pending, "three.example.com");
    const halfway = await describeCertificate(acm, arn);
    expect(halfway.Status).toBe("PENDING_VALIDATION");
    expect(halfway.DomainValidationOptions?.map((option) => option.ValidationStatus)).toEqual([
      "SUCCESS",
      "PENDING_VALIDATION",
    ]);

    const [, second] = pending.DomainValidationOptions ?? [];
    await change("UPSERT", second?.ResourceRecord?.Name, "wrong.example.net");
    expect((await describeCertificate(acm, arn)).Status).toBe("PENDING_VALIDATION");

    await validate(pending, "four.example.com");
    const issued = await describeCertificate(acm, arn);
    expect(issued.Status).toBe("ISSUED");
    expect(issued.IssuedAt).toBeInstanceOf(Date);

    await change("DELETE", second?.ResourceRecord?.Name, second?.ResourceRecord?.Value);
    expect((await describeCertificate(acm, arn)).Status).toBe("ISSUED");
  });

  it("lists by the true status", async () => {
    const arn = await request(acm, "five.example.com");
    const list = async (status: "ISSUED" | "PENDING_VALIDATION") => {
      const { CertificateSummaryList = [] } = await acm.send(
        new ListCertificatesCommand({ CertificateStatuses: [status] }),
      );
      return CertificateSummaryList.map((summary) => summary.CertificateArn);
    };
    await expect(list("PENDING_VALIDATION")).resolves.toContain(arn);
    await expect(list("ISSUED")).resolves.not.toContain(arn);
    await validate(await describeCertificate(acm, arn), "five.example.com");
    await expect(list("ISSUED")).resolves.toContain(arn);
  });

  it("serves a listener only once it is issued, from the listener's region, and is then kept while in use", async () => {
    const { LoadBalancers = [] } = await elb.send(
      new CreateLoadBalancerCommand({ Name: "certificates", Subnets: seeded.publicSubnetIds.slice(0, 2) }),
    );
    const loadBalancerArn = LoadBalancers[0]?.LoadBalancerArn;
    const listener = (CertificateArn: string) =>
      elb.send(
        new CreateListenerCommand({
          LoadBalancerArn: loadBalancerArn,
          Protocol: "HTTPS",
          Port: 443,
          Certificates: [{ CertificateArn }],
          DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "403" } }],
        }),
      );
    const arn = await request(acm, "six.example.com");
    const remove = () => acm.send(new DeleteCertificateCommand({ CertificateArn: arn }));

    await expect(listener(arn)).rejects.toMatchObject({
      name: "UnsupportedCertificate",
      message: `The certificate '${arn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
    });
    await expect(listener(await request(virginia, "six.example.com"))).rejects.toMatchObject({
      name: "ValidationError",
    });
    await expect(listener(`${arn.slice(0, -4)}0000`)).rejects.toMatchObject({
      name: "CertificateNotFoundException",
    });

    await validate(await describeCertificate(acm, arn), "six.example.com");
    const { Listeners = [] } = await listener(arn);
    expect((await describeCertificate(acm, arn)).InUseBy).toEqual([loadBalancerArn]);
    await expect(remove()).rejects.toMatchObject({
      name: "ResourceInUseException",
      message: `Certificate ${arn} in account 123456789012 is in use.`,
    });

    await elb.send(new DeleteListenerCommand({ ListenerArn: Listeners[0]?.ListenerArn }));
    await remove();
    await expect(describeCertificate(acm, arn)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
