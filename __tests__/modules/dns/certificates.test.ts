import { DefaultTokenResolver, StringConcat, TerraformStack, Testing, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { Certificate } from "../../../modules/dns/certificate";
import { CertificateValidation } from "../../../modules/dns/certificate-validation";
import { ValidationRecords } from "../../../modules/dns/validation-records";
import { type ModuleStack, synthStack } from "../../../test-support/synth";

/** What a value with tokens is in the JSON of a stack. */
const resolve = (scope: IConstruct, value: unknown) =>
  Tokenization.resolve(value, {
    scope,
    preparing: false,
    resolver: new DefaultTokenResolver(new StringConcat()),
  });

const zoneId = "Z0123456789ABCDEFGHIJ";

function twoRegions(stack: ModuleStack, viewerNames: string[], regionalNames: string[]) {
  const viewer = new Certificate(stack, "viewer", { names: viewerNames, provider: stack.usEast1 });
  const regional = new Certificate(stack, "regional", { names: regionalNames });
  const records = new ValidationRecords(stack, "validation", { zoneId, certificates: [viewer, regional] });
  return { viewer, regional, records };
}

describe("Certificate", () => {
  it("minimal: requested, validated by DNS, replaced before it goes", () => {
    const { resource, addresses } = synthStack((stack) => {
      const certificate = new Certificate(stack, "regional", { names: ["example.com"] });
      expect(resolve(stack, certificate.requestedArn)).toBe(`\${aws_acm_certificate.regional.arn}`);
    });
    expect(addresses).toEqual(["aws_acm_certificate.regional"]);
    expect(resource["aws_acm_certificate"]?.["regional"]).toEqual({
      domain_name: "example.com",
      validation_method: "DNS",
      lifecycle: { create_before_destroy: true },
    });
  });

  it("full", () => {
    const { resource } = synthStack((stack) => {
      const certificate = new Certificate(stack, "viewer", {
        names: ["example.com", "www.example.com", "*.example.com"],
        provider: stack.usEast1,
        tags: { team: "shop" },
      });
      expect(certificate.names).toEqual(["example.com", "*.example.com", "www.example.com"]);
      expect(certificate.validationNames).toEqual(["example.com", "www.example.com"]);
    });
    expect(resource["aws_acm_certificate"]?.["viewer"]).toEqual({
      domain_name: "example.com",
      subject_alternative_names: ["*.example.com", "www.example.com"],
      validation_method: "DNS",
      provider: "aws.us_east_1",
      tags: { team: "shop" },
      lifecycle: { create_before_destroy: true },
    });
  });

  it("reads a name's validation record by the name, never by position", () => {
    synthStack((stack) => {
      const certificate = new Certificate(stack, "viewer", { names: ["*.example.com"] });
      expect(resolve(stack, certificate.validationRecord("example.com"))).toEqual({
        name: `\${one([ for key, val in aws_acm_certificate.viewer.domain_validation_options: val.resource_record_name if val.domain_name == "*.example.com"])}`,
        type: `\${one([ for key, val in aws_acm_certificate.viewer.domain_validation_options: val.resource_record_type if val.domain_name == "*.example.com"])}`,
        value: `\${one([ for key, val in aws_acm_certificate.viewer.domain_validation_options: val.resource_record_value if val.domain_name == "*.example.com"])}`,
      });
      expect(() => certificate.validationRecord("example.org")).toThrow("got: example.org");
    });
  });

  it("awaits its issue once, in its own region, under its own name", () => {
    const { resource, addresses } = synthStack((stack) => {
      const viewer = new Certificate(stack, "viewer", { names: ["example.com"], provider: stack.usEast1 });
      const arn = viewer.awaitIssue({ timeout: "30m" });
      expect(resolve(stack, arn)).toBe(`\${aws_acm_certificate_validation.viewer.certificate_arn}`);
      expect(viewer.awaitIssue()).toBe(arn);
    });
    expect(addresses).toEqual(["aws_acm_certificate.viewer", "aws_acm_certificate_validation.viewer"]);
    expect(resource["aws_acm_certificate_validation"]?.["viewer"]).toEqual({
      certificate_arn: `\${aws_acm_certificate.viewer.arn}`,
      provider: "aws.us_east_1",
      timeouts: { create: "30m" },
    });
  });

  const longest = `${"a".repeat(52)}.example.com`;
  const manyNames = (count: number) => Array.from({ length: count }, (_, index) => `n${index}.example.com`);

  test.each([
    [[], "`names` must hold 1 to 100 names, got: 0"],
    [manyNames(101), "`names` must hold 1 to 100 names, got: 101"],
    [["a.com", "a.com"], "`names` must be distinct, got twice: a.com"],
    [["A.com"], "`names` must be a lower-case host name of at most 253 characters, got: A.com"],
    [[`a${longest}`], "`names` must begin with one of at most 64 characters"],
  ])("refuses %j", (names, message) => {
    expect(() => synthStack((stack) => new Certificate(stack, "viewer", { names }))).toThrow(message);
  });

  test.each([[manyNames(100)], [[longest]], [["a.com", `a${longest}`]]])("takes %j", (names) => {
    expect(() => synthStack((stack) => new Certificate(stack, "viewer", { names }))).not.toThrow();
  });
});

describe("CertificateValidation", () => {
  it("alone waits for a certificate that something else requested", () => {
    const { resource } = synthStack((stack) => {
      new CertificateValidation(stack, "other", { certificateArn: "arn:other" });
    });
    expect(resource).toEqual({ aws_acm_certificate_validation: { other: { certificate_arn: "arn:other" } } });
  });

  test.each([
    ["30m", true],
    ["1h30m", true],
    ["30", false],
    ["half an hour", false],
  ])("a timeout of %s: %s", (timeout, allowed) => {
    const build = () =>
      synthStack(
        (stack) => new CertificateValidation(stack, "other", { certificateArn: "arn:other", timeout }),
      );
    allowed ? expect(build).not.toThrow() : expect(build).toThrow("`timeout` must be a duration such as 30m");
  });
});

describe("ValidationRecords", () => {
  it("are one for each distinct name of both regions", () => {
    const { resource, addresses } = synthStack((stack) => {
      const { viewer, regional, records } = twoRegions(
        stack,
        ["example.com", "*.example.com", "www.example.com"],
        ["origin.example.com", "example.com", "*.example.com", "www.example.com"],
      );
      viewer.awaitIssue({ records });
      regional.awaitIssue({ records });
    });
    expect(addresses).toEqual([
      "aws_acm_certificate.regional",
      "aws_acm_certificate.viewer",
      "aws_acm_certificate_validation.regional",
      "aws_acm_certificate_validation.viewer",
      "aws_route53_record.validation_example_com",
      "aws_route53_record.validation_origin_example_com",
      "aws_route53_record.validation_www_example_com",
    ]);
    expect(resource["aws_acm_certificate_validation"]?.["viewer"]?.["validation_record_fqdns"]).toEqual([
      `\${aws_route53_record.validation_example_com.fqdn}`,
      `\${aws_route53_record.validation_www_example_com.fqdn}`,
    ]);
    expect(
      resource["aws_acm_certificate_validation"]?.["regional"]?.["validation_record_fqdns"],
    ).toHaveLength(3);
  });

  it("are written once and never over another's", () => {
    const { resource } = synthStack((stack) => {
      twoRegions(stack, ["example.com"], ["origin.example.com"]);
    });
    const records = Object.values(resource["aws_route53_record"] ?? {});
    expect(records).toHaveLength(2);
    for (const record of records) {
      expect(record).toMatchObject({
        zone_id: zoneId,
        ttl: 300,
        lifecycle: { ignore_changes: ["name", "type", "records"] },
      });
      expect(record).not.toHaveProperty("allow_overwrite");
    }
  });

  it("read each name from a certificate that has it, the plain name before the wildcard", () => {
    const { resource } = synthStack((stack) => {
      twoRegions(stack, ["*.example.com", "example.com"], ["origin.example.com"]);
    });
    const records = resource["aws_route53_record"] ?? {};
    expect(records["validation_example_com"]?.["name"]).toMatch(
      /aws_acm_certificate\.viewer\..* val\.domain_name == "example\.com"/,
    );
    expect(records["validation_origin_example_com"]?.["name"]).toMatch(
      /aws_acm_certificate\.regional\..* val\.domain_name == "origin\.example\.com"/,
    );
  });

  it("a wildcard in one region and its base in the other share one", () => {
    const { addresses } = synthStack((stack) => {
      twoRegions(stack, ["*.example.com"], ["example.com"]);
    });
    expect(addresses.filter((address) => address.startsWith("aws_route53_record."))).toEqual([
      "aws_route53_record.validation_example_com",
    ]);
  });

  it("do not depend on the order of names or certificates' alternatives", () => {
    const build = (more: string[]) =>
      synthStack((stack) => {
        const { viewer, regional, records } = twoRegions(
          stack,
          ["example.com", ...more],
          ["origin.example.com", "example.com", ...more],
        );
        viewer.awaitIssue({ records });
        regional.awaitIssue({ records });
      }).json;
    const more = ["*.example.com", "b.example.com", "a.example.com"];
    expect(build([...more].reverse())).toBe(build(more));
  });

  it("refuse names that they do not have", () => {
    synthStack((stack) => {
      const { records } = twoRegions(stack, ["example.com"], ["origin.example.com"]);
      expect(() => records.fqdnsOf(["example.org"])).toThrow(
        "`names` must have validation records here (example.com, origin.example.com), got: example.org",
      );
    });
  });

  test.each([
    [59, false],
    [60, true],
    [86_400, true],
    [86_401, false],
    [60.5, false],
  ])("a TTL of %d: %s", (ttl, allowed) => {
    const build = () =>
      synthStack((stack) => {
        const viewer = new Certificate(stack, "viewer", { names: ["example.com"] });
        new ValidationRecords(stack, "validation", { zoneId, certificates: [viewer], ttl });
      });
    allowed
      ? expect(build).not.toThrow()
      : expect(build).toThrow("`ttl` must be a whole number of 60 to 86400");
  });

  it("need a certificate", () => {
    expect(() =>
      synthStack((stack) => new ValidationRecords(stack, "validation", { zoneId, certificates: [] })),
    ).toThrow("`certificates` must hold at least one, got: none");
  });
});

it("two sets of certificates live in one stack", () => {
  const { addresses } = synthStack((stack) => {
    for (const shop of ["east", "west"]) {
      const certificate = new Certificate(stack, shop, { names: [`${shop}.example.com`] });
      const records = new ValidationRecords(stack, `${shop}_validation`, {
        zoneId,
        certificates: [certificate],
      });
      certificate.awaitIssue({ records });
    }
  });
  expect(addresses).toEqual([
    "aws_acm_certificate.east",
    "aws_acm_certificate.west",
    "aws_acm_certificate_validation.east",
    "aws_acm_certificate_validation.west",
    "aws_route53_record.east_validation_east_example_com",
    "aws_route53_record.west_validation_west_example_com",
  ]);
});

it("lives in a plain TerraformStack, too", () => {
  const stack = new TerraformStack(Testing.app(), "plain");
  const certificate = new Certificate(stack, "regional", { names: ["example.com"] });
  certificate.awaitIssue({
    records: new ValidationRecords(stack, "validation", { zoneId, certificates: [certificate] }),
  });
  const { resource } = JSON.parse(Testing.synth(stack));
  expect(Object.values(resource).map((byName) => Object.keys(Object(byName)).length)).toEqual([1, 1, 1]);
});
