import { createServer, type IncomingMessage, type Server } from "node:http";
import { Clients } from "../../cli/aws/clients";
import {
  lookAtCertificates,
  lookAtInstances,
  lookAtPublicSubnets,
  lookAtVpcs,
  lookAtZones,
} from "../../cli/init/look";

/** By operation, what AWS answers: a status where it is an error, and a body. */
type Answers = Readonly<Record<string, { readonly status?: number; readonly body: string }>>;

let answers: Answers = {};
const asked: { readonly action: string; readonly body: string }[] = [];
let server: Server;
let clients: Clients;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const target = request.headers["x-amz-target"];
    const action =
      typeof target === "string"
        ? (target.split(".")[1] ?? "")
        : (new URLSearchParams(body).get("Action") ?? "ListHostedZones");
    asked.push({ action, body });
    const { status = 200, body: text } = answers[action] ?? { status: 500, body: "" };
    response.writeHead(status).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const AWS_ENDPOINT_URL = "http://127.0.0.1:9";
  const here = `http://127.0.0.1:${port}`;
  clients = new Clients(
    { accessKeyId: "test", secretAccessKey: "test", source: "a test" },
    {
      AWS_ENDPOINT_URL,
      AWS_ENDPOINT_URL_ACM: here,
      AWS_ENDPOINT_URL_EC2: here,
      AWS_ENDPOINT_URL_ROUTE_53: here,
    },
  );
});

beforeEach(() => {
  asked.length = 0;
});

afterAll(() => {
  clients.destroy();
  server.closeAllConnections();
  server.close();
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

const ec2 = (action: string, inner: string) => ({ body: `<${action}Response>${inner}</${action}Response>` });
const tag = (name: string) => `<tagSet><item><key>Name</key><value>${name}</value></item></tagSet>`;

describe("looking", () => {
  it("finds public zones, by name", async () => {
    const zone = (id: string, name: string, isPrivate = false) =>
      `<HostedZone><Id>/hostedzone/${id}</Id><Name>${name}.</Name><Config><PrivateZone>${isPrivate}</PrivateZone></Config></HostedZone>`;
    answers = {
      ListHostedZones: {
        body: `<ListHostedZonesResponse><HostedZones>${zone("Z2", "shop.example.com")}${zone("Z3", "internal.example.com", true)}${zone("Z1", "example.com")}</HostedZones></ListHostedZonesResponse>`,
      },
    };
    await expect(lookAtZones(clients)).resolves.toEqual({
      items: [
        { id: "Z1", name: "example.com" },
        { id: "Z2", name: "shop.example.com" },
      ],
    });
  });

  it("finds instances with their names and groups", async () => {
    const item = (id: string, state: string, more: string) =>
      `<item><instanceId>${id}</instanceId><instanceState><name>${state}</name></instanceState><vpcId>vpc-1</vpcId>${more}</item>`;
    const groups =
      "<groupSet><item><groupId>sg-2</groupId><groupName>b</groupName></item><item><groupId>sg-1</groupId><groupName>a</groupName></item></groupSet>";
    answers = {
      DescribeInstances: ec2(
        "DescribeInstances",
        `<reservationSet><item><instancesSet>${item("i-2", "stopped", "")}${item("i-1", "running", tag("web") + groups)}</instancesSet></item></reservationSet>`,
      ),
    };
    await expect(lookAtInstances(clients, "eu-west-1")).resolves.toEqual({
      items: [
        { id: "i-2", name: undefined, running: false, vpcId: "vpc-1", groups: [], tags: {} },
        {
          id: "i-1",
          name: "web",
          running: true,
          vpcId: "vpc-1",
          groups: [
            { id: "sg-1", name: "a" },
            { id: "sg-2", name: "b" },
          ],
          tags: { Name: "web" },
        },
      ],
    });
  });

  it("finds the default VPC first", async () => {
    const item = (id: string, isDefault: boolean) =>
      `<item><vpcId>${id}</vpcId><isDefault>${isDefault}</isDefault></item>`;
    answers = {
      DescribeVpcs: ec2("DescribeVpcs", `<vpcSet>${item("vpc-1", false)}${item("vpc-2", true)}</vpcSet>`),
    };
    const { items } = await lookAtVpcs(clients, "eu-west-1");
    expect(items.map(({ id, isDefault }) => [id, isDefault])).toEqual([
      ["vpc-2", true],
      ["vpc-1", false],
    ]);
  });

  it("takes a subnet for public by its own route table, or else by the main one", async () => {
    const subnet = (id: string, zone: string) =>
      `<item><subnetId>${id}</subnetId><availabilityZone>${zone}</availabilityZone></item>`;
    const table = (association: string, gateway: string) =>
      `<item><associationSet><item>${association}</item></associationSet><routeSet><item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock>${gateway}</item></routeSet></item>`;
    const internet = "<gatewayId>igw-1</gatewayId>";
    answers = {
      DescribeSubnets: ec2(
        "DescribeSubnets",
        `<subnetSet>${subnet("subnet-own", "us-west-2b")}${subnet("subnet-nat", "us-west-2a")}${subnet("subnet-main", "us-west-2a")}${subnet("subnet-local", "us-west-2-lax-1a")}</subnetSet>`,
      ),
      DescribeRouteTables: ec2(
        "DescribeRouteTables",
        `<routeTableSet>${table("<subnetId>subnet-nat</subnetId>", "<natGatewayId>nat-1</natGatewayId>")}${table("<subnetId>subnet-own</subnetId>", internet)}${table("<main>true</main>", internet)}</routeTableSet>`,
      ),
    };
    const { items } = await lookAtPublicSubnets(clients, "us-west-2", "vpc-1");
    expect(items.map(({ id, zone }) => [id, zone])).toEqual([
      ["subnet-main", "us-west-2a"],
      ["subnet-own", "us-west-2b"],
    ]);
  });

  it("finds certificates of every kind of key, with all their names", async () => {
    const summary = (id: string, more: object) => ({
      CertificateArn: id,
      DomainName: "example.com",
      ...more,
    });
    answers = {
      ListCertificates: {
        body: JSON.stringify({
          CertificateSummaryList: [
            summary("short", { NotAfter: 1, SubjectAlternativeNameSummaries: ["example.com"] }),
            summary("private", { NotAfter: 9, Type: "PRIVATE" }),
            summary("long", {
              NotAfter: 2,
              Type: "IMPORTED",
              SubjectAlternativeNameSummaries: ["example.com"],
              HasAdditionalSubjectAlternativeNames: true,
            }),
          ],
        }),
      },
      DescribeCertificate: {
        body: JSON.stringify({ Certificate: { SubjectAlternativeNames: ["example.com", "*.example.com"] } }),
      },
    };
    await expect(lookAtCertificates(clients, "us-east-1")).resolves.toEqual({
      items: [
        { arn: "long", names: ["example.com", "*.example.com"], imported: true, expires: 2000 },
        { arn: "short", names: ["example.com"], imported: false, expires: 1000 },
      ],
    });
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual({
      CertificateStatuses: ["ISSUED"],
      Includes: { keyTypes: expect.arrayContaining(["RSA_2048", "RSA_4096", "EC_prime256v1"]) },
    });
    expect(asked.map(({ action }) => action)).toEqual(["ListCertificates", "DescribeCertificate"]);
  });

  it("tells what it may not see from what is not there", async () => {
    const error = (code: string) => `<Error><Code>${code}</Code><Message>no</Message></Error>`;
    const denied = {
      status: 403,
      body: `<Response><Errors>${error("UnauthorizedOperation")}</Errors></Response>`,
    };
    answers = {
      ListHostedZones: { status: 403, body: `<ErrorResponse>${error("AccessDenied")}</ErrorResponse>` },
      DescribeInstances: denied,
      DescribeSubnets: denied,
      ListCertificates: { status: 400, body: JSON.stringify({ __type: "AccessDeniedException" }) },
      DescribeVpcs: { status: 401, body: `<Response><Errors>${error("AuthFailure")}</Errors></Response>` },
    };
    const unseen = (permission: string) => ({ items: [], unseen: `the credentials may not ${permission}` });
    await expect(lookAtZones(clients)).resolves.toEqual(unseen("route53:ListHostedZones"));
    await expect(lookAtInstances(clients, "eu-west-1")).resolves.toEqual(unseen("ec2:DescribeInstances"));
    await expect(lookAtPublicSubnets(clients, "eu-west-1", "vpc-1")).resolves.toEqual(
      unseen("ec2:DescribeSubnets and ec2:DescribeRouteTables"),
    );
    await expect(lookAtCertificates(clients, "eu-west-1")).resolves.toEqual(unseen("acm:ListCertificates"));
    await expect(lookAtVpcs(clients, "eu-west-1")).rejects.toThrow(
      /^nothing was written: ec2:DescribeVpcs: /,
    );
  });
});
