import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import {
  aliased,
  behaviour,
  bucket,
  config,
  custom,
  Harness,
  ordered,
  quantity,
  refusal,
  text,
} from "./harness";

const harness = new Harness();
beforeAll(() => harness.start());
afterAll(() => harness.stop());

const create = (changes: Partial<DistributionConfig>): Promise<unknown> =>
  harness.api.createDistribution({ DistributionConfig: config(changes) });

describe("a distribution", () => {
  it("comes back as it was put, with CloudFront's defaults beside", async () => {
    const { arn } = await harness.publishedFunction("round-trip");
    const { id: control } = await harness.control("round-trip");
    const put = config({
      ...aliased("b.example.com", "a.example.com"),
      Comment: ` 007 & <b> "quoted" 'single' é &amp; `,
      DefaultRootObject: "index.html",
      Origins: quantity([
        bucket({ OriginAccessControlId: control }),
        custom({ CustomHeaders: quantity([{ HeaderName: "X-Secret", HeaderValue: "1e5" }]) }),
      ]),
      DefaultCacheBehavior: behaviour({
        TargetOriginId: "assets",
        Compress: true,
        FunctionAssociations: quantity([{ FunctionARN: arn, EventType: "viewer-request" }]),
      }),
      CacheBehaviors: ordered({ PathPattern: "/b/*" }, { PathPattern: "/a/*" }),
      HttpVersion: "http2and3",
      IsIPV6Enabled: true,
      PriceClass: "PriceClass_100",
    });

    const created = await harness.api.createDistribution({ DistributionConfig: put });

    expect(created.$metadata.httpStatusCode).toBe(201);
    expect(created.Distribution?.Id).toMatch(/^E[A-Z0-9]{13}$/);
    expect(created.Distribution?.DomainName).toMatch(/^d[a-z0-9]{13}\.cloudfront\.net$/);
    expect(created.Distribution?.ARN).toBe(
      `arn:aws:cloudfront::123456789012:distribution/${created.Distribution?.Id}`,
    );
    expect(created.Distribution?.DistributionConfig).toMatchObject(put);
    expect(created.Distribution?.DistributionConfig).toMatchObject({
      Staging: false,
      OriginGroups: { Quantity: 0 },
      CustomErrorResponses: { Quantity: 0 },
      Restrictions: { GeoRestriction: { RestrictionType: "none", Quantity: 0 } },
      ViewerCertificate: { CertificateSource: "acm" },
    });
    const read = await harness.api.getDistributionConfig({ Id: created.Distribution?.Id });
    expect(read.DistributionConfig).toEqual(created.Distribution?.DistributionConfig);
    expect(read.ETag).toBe(created.ETag);
  });

  it("is in progress at first and after each update, then deployed", async () => {
    const changes = { CallerReference: "progress" };
    const { id, etag } = await harness.distribution(changes);
    const status = async (): Promise<string | undefined> =>
      (await harness.api.getDistribution({ Id: id })).Distribution?.Status;

    expect(await status()).toBe("InProgress");
    harness.wait(999);
    expect(await status()).toBe("InProgress");
    harness.wait(1);
    expect(await status()).toBe("Deployed");
    const DistributionConfig = config({ ...changes, Comment: "changed" });
    const updated = await harness.api.updateDistribution({ Id: id, IfMatch: etag, DistributionConfig });
    expect(updated.ETag).not.toBe(etag);
    expect(updated.Distribution?.DistributionConfig?.Comment).toBe("changed");
    expect(await status()).toBe("InProgress");
  });

  it("is listed, in pages", async () => {
    for (let made = 0; made < 3; made += 1) await harness.distribution();
    const ids: string[] = [];
    let marker: string | undefined;
    do {
      const { DistributionList } = await harness.api.listDistributions({ MaxItems: 2, Marker: marker });
      expect(DistributionList?.Items?.length).toBeLessThanOrEqual(2);
      ids.push(...(DistributionList?.Items ?? []).map((item) => text(item.Id)));
      marker = DistributionList?.IsTruncated ? DistributionList.NextMarker : undefined;
    } while (marker !== undefined);
    const { DistributionList: all } = await harness.api.listDistributions({});
    expect(ids).toEqual(all?.Items?.map((item) => item.Id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("can be deleted only when it is disabled and deployed", async () => {
    const changes = { CallerReference: "delete" };
    const { id, etag } = await harness.distribution(changes);
    harness.wait();
    expect(await refusal(harness.api.deleteDistribution({ Id: id, IfMatch: etag }))).toBe(
      "409 DistributionNotDisabled",
    );
    const { ETag } = await harness.api.updateDistribution({
      Id: id,
      IfMatch: etag,
      DistributionConfig: config({ ...changes, Enabled: false }),
    });
    expect(await refusal(harness.api.deleteDistribution({ Id: id, IfMatch: ETag }))).toBe(
      "409 DistributionNotDisabled",
    );
    harness.wait();
    await harness.api.deleteDistribution({ Id: id, IfMatch: ETag });
    expect(await refusal(harness.api.getDistribution({ Id: id }))).toBe("404 NoSuchDistribution");
  });
});

describe("versions", () => {
  it.each(["update", "delete"] as const)("%s needs the ETag that it is based on", async (operation) => {
    const changes = { CallerReference: `version-${operation}` };
    const { id: Id } = await harness.distribution(changes);
    const call = (IfMatch: string | undefined): Promise<unknown> =>
      operation === "update"
        ? harness.api.updateDistribution({ Id, IfMatch, DistributionConfig: config(changes) })
        : harness.api.deleteDistribution({ Id, IfMatch });
    expect(await refusal(call(undefined))).toBe("400 InvalidIfMatchVersion");
    expect(await refusal(call("ESTALE"))).toBe("412 PreconditionFailed");
  });

  it.each(["update", "delete"] as const)("%s of no distribution", async (operation) => {
    const call =
      operation === "update"
        ? harness.api.updateDistribution({ Id: "ENONE", IfMatch: "E", DistributionConfig: config() })
        : harness.api.deleteDistribution({ Id: "ENONE", IfMatch: "E" });
    expect(await refusal(call)).toBe("404 NoSuchDistribution");
  });
});

describe("caller references", () => {
  it("makes one distribution each", async () => {
    await harness.distribution({ CallerReference: "once" });
    expect(await refusal(create({ CallerReference: "once" }))).toBe("409 DistributionAlreadyExists");
  });

  it("never change", async () => {
    const { id, etag } = await harness.distribution();
    const call = harness.api.updateDistribution({ Id: id, IfMatch: etag, DistributionConfig: config() });
    expect(await refusal(call)).toBe("400 IllegalUpdate");
  });
});

describe("aliases", () => {
  it("belong to one distribution, whatever their case", async () => {
    const taken = { ...aliased("taken.example.com"), CallerReference: "taken" };
    const { id, etag } = await harness.distribution(taken);
    expect(await refusal(create(aliased("new.example.com", "TAKEN.example.com")))).toBe(
      "409 CNAMEAlreadyExists",
    );
    const other = { CallerReference: "other" };
    const second = await harness.distribution(other);
    const update = harness.api.updateDistribution({
      Id: second.id,
      IfMatch: second.etag,
      DistributionConfig: config({ ...other, ...aliased("taken.example.com") }),
    });
    expect(await refusal(update)).toBe("409 CNAMEAlreadyExists");
    // The holder keeps its own.
    await harness.api.updateDistribution({ Id: id, IfMatch: etag, DistributionConfig: config(taken) });
  });

  it("may stand beside a wildcard of another distribution, and are reported as overlapping", async () => {
    const { id } = await harness.distribution(aliased("*.wild.example.com"));
    const { id: own } = await harness.distribution(aliased("www.wild.example.com"));
    const { ConflictingAliasesList } = await harness.api.listConflictingAliases({
      DistributionId: own,
      Alias: "www.wild.example.com",
    });
    expect(ConflictingAliasesList?.Items).toEqual([
      { Alias: "*.wild.example.com", DistributionId: id, AccountId: "123456789012" },
    ]);
  });

  it.each([
    ["without a certificate", { Aliases: quantity(["n.example.com"]) }, "400 InvalidViewerCertificate"],
    ["twice", aliased("d.example.com", "d.example.com"), "400 InvalidArgument"],
    ["with a space", aliased("a b.example.com"), "400 InvalidArgument"],
    ["with a trailing dot", aliased("t.example.com."), "400 InvalidArgument"],
    [
      "101 of them",
      aliased(...Array.from({ length: 101 }, (_, index) => `n${index}.many.example.com`)),
      "400 TooManyDistributionCNAMEs",
    ],
  ])("are refused %s", async (_, changes, code) => {
    expect(await refusal(create(changes))).toBe(code);
  });

  it("are accepted 100 at a time", async () => {
    await create(aliased(...Array.from({ length: 100 }, (_, index) => `n${index}.hundred.example.com`)));
  });
});

describe("viewer certificates", () => {
  const viewer = (changes: NonNullable<DistributionConfig["ViewerCertificate"]>) => ({
    ViewerCertificate: changes,
  });
  it.each([
    [
      "of another region",
      viewer({ ACMCertificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/1" }),
      "400 InvalidViewerCertificate",
    ],
    ["that are no ARN", viewer({ ACMCertificateArn: "1111" }), "400 InvalidViewerCertificate"],
    [
      "with SSLv3 and SNI",
      viewer({
        ACMCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
        SSLSupportMethod: "sni-only",
        MinimumProtocolVersion: "SSLv3",
      }),
      "400 InvalidProtocolSettings",
    ],
  ])("are refused %s", async (_, changes, code) => {
    expect(await refusal(create(changes))).toBe(code);
  });

  it("are looked up where a certificate manager is given", async () => {
    const own = new Harness();
    const certificates = new Map([
      ["arn:aws:acm:us-east-1:123456789012:certificate/1111", ["example.com", "*.example.com"]],
    ]);
    let status = "PENDING_VALIDATION";
    await own.start({
      certificate: async (arn) => {
        const names = certificates.get(arn);
        return names && { status, names };
      },
    });
    const attempt = (...names: readonly string[]): Promise<string> =>
      refusal(own.api.createDistribution({ DistributionConfig: config(aliased(...names)) }));
    try {
      expect(await attempt("example.com")).toBe("400 InvalidViewerCertificate");
      status = "ISSUED";
      expect(await attempt("example.com", "www.example.com")).toBe("no error");
      expect(await attempt("a.b.example.com")).toBe("400 InvalidViewerCertificate");
      certificates.clear();
      expect(await attempt("b.example.com")).toBe("400 InvalidViewerCertificate");
    } finally {
      await own.stop();
    }
  });
});

describe("other values", () => {
  it.each([
    ["129 characters of comment", { Comment: "x".repeat(129) }, "400 InvalidArgument"],
    ["128 characters of comment", { Comment: "x".repeat(128) }, "no error"],
    ["a long root object", { DefaultRootObject: "x".repeat(256) }, "400 InvalidDefaultRootObject"],
    ["a web ACL of a region", { WebACLId: "arn:aws:wafv2:eu-west-1:1:regional/x" }, "400 InvalidWebACLId"],
    ["an empty caller reference", { CallerReference: "" }, "400 InvalidArgument"],
    [
      "a list that is not as long as it says",
      { CacheBehaviors: { Quantity: 2, Items: ordered({}).Items } },
      "400 InconsistentQuantities",
    ],
    [
      "an error code that has no page",
      { CustomErrorResponses: quantity([{ ErrorCode: 418 }]) },
      "400 InvalidErrorCode",
    ],
    [
      "an error page without a slash",
      {
        CustomErrorResponses: quantity([{ ErrorCode: 404, ResponsePagePath: "x", ResponseCode: "200" }]),
      },
      "400 InvalidArgument",
    ],
    [
      "countries without a rule for them",
      { Restrictions: { GeoRestriction: { RestrictionType: "none" as const, ...quantity(["DE"]) } } },
      "400 InvalidGeoRestrictionParameter",
    ],
    [
      "no country",
      {
        Restrictions: { GeoRestriction: { RestrictionType: "whitelist" as const, ...quantity(["Germany"]) } },
      },
      "400 InvalidLocationCode",
    ],
  ])("%s", async (_, changes, code) => {
    expect(await refusal(create(changes))).toBe(code);
  });
});
