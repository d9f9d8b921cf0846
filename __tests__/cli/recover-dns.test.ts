import { certificateFound } from "../../cli/recover/certificates";
import { recordFound } from "../../cli/recover/records";
import { zoneFound } from "../../cli/recover/zones";
import { OWN, planned } from "./recover-support";

const TAGGED = "tags Project=shop Environment=example ManagedBy=gatehouse";

describe("a certificate", () => {
  const certificate = planned("aws_acm_certificate", {
    domain_name: "example.com",
    subject_alternative_names: ["example.com", "www.example.com"],
  });
  const actual = {
    CertificateArn: "arn",
    DomainName: "example.com",
    SubjectAlternativeNames: ["example.com", "www.example.com"],
  };

  it("is ours by names and tags", () => {
    expect(certificateFound(certificate, actual, OWN)).toEqual([
      { id: "arn", evidence: `for example.com, www.example.com; ${TAGGED}` },
    ]);
    expect(certificateFound(certificate, actual, {})).toEqual([{ id: "arn" }]);
    expect(certificateFound(certificate, actual, { Project: "other" })).toEqual([]);
  });

  it.each([
    ["a name less", { ...actual, SubjectAlternativeNames: ["example.com"] }],
    [
      "a name more",
      { ...actual, SubjectAlternativeNames: ["example.com", "www.example.com", "a.example.com"] },
    ],
    ["another name", { ...actual, SubjectAlternativeNames: ["example.com", "a.example.com"] }],
    ["an imported one", { ...actual, Type: "IMPORTED" as const }],
  ])("is another one with %s", (_, found) => {
    expect(certificateFound(certificate, found, OWN)).toEqual([]);
  });
});

describe("a record", () => {
  const alias = planned("aws_route53_record", {
    zone_id: "Z1",
    name: "example.com",
    type: "A",
    alias: [{ name: "d1.cloudfront.net", zone_id: "Z2", evaluate_target_health: false }],
  });
  const actual = {
    Name: "example.com.",
    Type: "A",
    AliasTarget: { DNSName: "d1.cloudfront.net.", HostedZoneId: "Z2", EvaluateTargetHealth: false },
  } as const;

  it("is ours by its alias", () => {
    expect(recordFound(alias, actual)).toEqual([
      { id: "Z1_example.com_A", evidence: "alias of d1.cloudfront.net" },
    ]);
    const dualstack = { ...actual.AliasTarget, DNSName: "dualstack.D1.cloudfront.net." };
    expect(recordFound(alias, { ...actual, AliasTarget: dualstack })).toMatchObject([
      { evidence: expect.anything() },
    ]);
  });

  it("is not evidently ours with another target, or one that is not known yet", () => {
    const elsewhere = { ...actual.AliasTarget, DNSName: "d2.cloudfront.net." };
    expect(recordFound(alias, { ...actual, AliasTarget: elsewhere })).toEqual([{ id: "Z1_example.com_A" }]);
    expect(
      recordFound(alias, {
        Name: "example.com.",
        Type: "A",
        TTL: 300,
        ResourceRecords: [{ Value: "192.0.2.1" }],
      }),
    ).toEqual([{ id: "Z1_example.com_A" }]);
    const unknown = planned(
      "aws_route53_record",
      { zone_id: "Z1", name: "example.com", type: "A", alias: [{ evaluate_target_health: false }] },
      { alias: [{ name: true, zone_id: true }] },
    );
    expect(recordFound(unknown, actual)).toEqual([{ id: "Z1_example.com_A" }]);
  });

  it("is another one by name, type or set identifier", () => {
    expect(recordFound(alias, { ...actual, Name: "www.example.com." })).toEqual([]);
    expect(recordFound(alias, { ...actual, Type: "AAAA" })).toEqual([]);
    expect(recordFound(alias, { ...actual, SetIdentifier: "blue" })).toEqual([]);
  });

  it("is ours by its values and time to live", () => {
    const record = planned("aws_route53_record", {
      zone_id: "Z1",
      name: "*.Example.com",
      type: "CNAME",
      ttl: 300,
      records: ["_x.acm-validations.aws."],
    });
    const found = {
      Name: "\\052.example.com.",
      Type: "CNAME" as const,
      TTL: 300,
      ResourceRecords: [{ Value: "_x.acm-validations.aws" }],
    };
    expect(recordFound(record, found)).toEqual([
      { id: "Z1_*.example.com_CNAME", evidence: "value _x.acm-validations.aws" },
    ]);
    expect(recordFound(record, { ...found, TTL: 60 })).toEqual([{ id: "Z1_*.example.com_CNAME" }]);
    expect(recordFound(record, { ...found, ResourceRecords: [{ Value: "_y.acm-validations.aws" }] })).toEqual(
      [{ id: "Z1_*.example.com_CNAME" }],
    );
  });
});

describe("a zone", () => {
  const zone = planned("aws_route53_zone", { name: "example.com", comment: "Shop" });
  const actual = {
    Id: "/hostedzone/Z1",
    Name: "example.com.",
    CallerReference: "terraform-20251121175155377900000001",
    ResourceRecordSetCount: 2,
    Config: { Comment: "Shop", PrivateZone: false },
  };

  it("is ours by its tags", () => {
    expect(zoneFound(zone, { ...actual, ResourceRecordSetCount: 9 }, OWN)).toEqual([
      { id: "Z1", evidence: `name example.com; ${TAGGED}` },
    ]);
  });

  it("is ours as Terraform leaves it when it is killed: no tags, no records, same comment", () => {
    expect(zoneFound(zone, actual, {})).toMatchObject([
      { id: "Z1", evidence: expect.stringContaining("same comment") },
    ]);
  });

  it.each([
    ["made by hand", { ...actual, CallerReference: "RISWorkflow-1" }, {}],
    ["in use", { ...actual, ResourceRecordSetCount: 3 }, {}],
    ["of another comment", { ...actual, Config: { Comment: "Another" } }, {}],
    ["private", { ...actual, Config: { Comment: "Shop", PrivateZone: true } }, OWN],
    ["of another name", { ...actual, Name: "example.org." }, OWN],
    ["somebody else's", actual, { Project: "other" }],
  ])("is another one where it is %s: zones of one name do not clash", (_, found, tags) => {
    expect(zoneFound(zone, found, tags)).toEqual([]);
  });
});
