import { ACMClient, DescribeCertificateCommand } from "@aws-sdk/client-acm";
import { ChangeResourceRecordSetsCommand, Route53Client } from "@aws-sdk/client-route-53";
import { clientOptions } from "../../local/world";
import { Deployment } from "../../test-support/e2e/deployment";
import { changed, fileText } from "../../test-support/e2e/environment-file";
import { countsOf } from "../../test-support/e2e/inventory";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";

/** What the output `dns_records` holds. */
interface DnsRecord {
  readonly purpose: string;
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly note: string;
}

/** The other provider's zone; Gatehouse is told nothing of it. */
const SEED = { region: "eu-west-1", instances: [{ name: "shop-backend" }], zones: ["example.com"] };

const fileAt = (stage: "request" | "ready") =>
  changed(fileText("environments/example.yaml"), {
    dns: { type: "external", stage },
    site: undefined,
    protect: false,
    "backends.api.paths": ["/*"],
  });

requires("terraform", "moto_server")("a zone at another provider", () => {
  const step = steps();
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: SEED, file: () => fileAt("request") });
  }, START);

  afterAll(() => deployment?.end(), START);

  const records = async (): Promise<readonly DnsRecord[]> => {
    const { dns_records } = Object.assign({ dns_records: [] }, await deployment.terraform.outputs());
    return dns_records;
  };

  step("is told by the request which records validate the certificates", async () => {
    await deployment.deploy();
    expect(countsOf(await deployment.added())).toEqual({ certificate: 2 });
    const validation = {
      purpose: "validation",
      type: "CNAME",
      value: expect.stringMatching(/^_[0-9a-f]{32}\.[a-z]+\.acm-validations\.aws\.$/),
      note: expect.stringContaining("Leave it for good"),
    };
    expect(await records()).toEqual([
      { ...validation, name: expect.stringMatching(/^_[0-9a-f]{32}\.example\.com\.$/) },
      { ...validation, name: expect.stringMatching(/^_[0-9a-f]{32}\.origin\.example\.com\.$/) },
      { ...validation, name: expect.stringMatching(/^_[0-9a-f]{32}\.www\.example\.com\.$/) },
    ]);
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0 });
  });

  step("has its certificates issued when the last of the records is there, not before", async () => {
    const pending = ["PENDING_VALIDATION", "PENDING_VALIDATION"];
    expect(await statuses(deployment)).toEqual(pending);
    const [first, ...others] = await records();
    await make(deployment, first === undefined ? [] : [first]);
    expect(await statuses(deployment)).toEqual(pending);
    await make(deployment, others);
    expect(await statuses(deployment)).toEqual(["ISSUED", "ISSUED"]);
  });

  step("is told which names point where: a CNAME, or at the apex an ALIAS and why", async () => {
    deployment.write(fileAt("ready"));
    await deployment.terraform.apply();
    const { distribution_domain_name, load_balancer_dns_name } = await deployment.terraform.outputs();
    const pointers = (await records()).filter(({ purpose }) => purpose !== "validation");
    expect(pointers).toEqual([
      {
        purpose: "viewer",
        name: "example.com",
        type: "ALIAS",
        value: distribution_domain_name,
        note: expect.stringContaining("A CNAME cannot stand here"),
      },
      {
        purpose: "viewer",
        name: "www.example.com",
        type: "CNAME",
        value: distribution_domain_name,
        note: expect.stringContaining("No other record"),
      },
      {
        purpose: "origin",
        name: "origin.example.com",
        type: "CNAME",
        value: load_balancer_dns_name,
        note: expect.stringContaining("No other record"),
      },
    ]);
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0 });
  });

  step("leaves nothing but the other provider's records", async () => {
    await deployment.terraform.destroy();
    expect(countsOf(await deployment.added())).toEqual({ record: 3 });
    expect(await deployment.inventory()).toEqual(expect.arrayContaining([...deployment.before]));
  });
});

/** Makes records as a person does at the other provider. */
async function make({ world }: Deployment, records: readonly DnsRecord[]): Promise<void> {
  const client = new Route53Client(clientOptions(world, "us-east-1"));
  try {
    const Changes = records.map(({ name, value }) => ({
      Action: "CREATE" as const,
      ResourceRecordSet: {
        Name: name,
        Type: "CNAME" as const,
        TTL: 300,
        ResourceRecords: [{ Value: value }],
      },
    }));
    const HostedZoneId = world.seeded.zones["example.com"];
    await client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
  } finally {
    client.destroy();
  }
}

/** The status of each certificate that was requested, in either region. */
async function statuses(deployment: Deployment): Promise<readonly (string | undefined)[]> {
  const arns = (await deployment.added()).flatMap((line) => /^certificate (.+)$/.exec(line)?.[1] ?? []);
  return Promise.all(
    arns.map(async (CertificateArn) => {
      const client = new ACMClient(clientOptions(deployment.world, CertificateArn.split(":")[3] ?? ""));
      try {
        const { Certificate } = await client.send(new DescribeCertificateCommand({ CertificateArn }));
        return Certificate?.Status;
      } finally {
        client.destroy();
      }
    }),
  );
}
