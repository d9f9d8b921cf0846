import { config, control, fn, Harness, quantity, refusal, text } from "./harness";

const harness = new Harness();
beforeAll(() => harness.start());
afterAll(() => harness.stop());

describe("an origin access control", () => {
  it("is created, read, updated, listed and deleted", async () => {
    const { api } = harness;
    const put = { ...control("life"), Description: "a 'b' & c" };
    const { OriginAccessControl, ETag, Location } = await api.createOriginAccessControl({
      OriginAccessControlConfig: put,
    });
    const Id = OriginAccessControl?.Id;
    expect(Location).toBe(`https://cloudfront.amazonaws.com/2020-05-31/origin-access-control/${Id}`);
    expect(OriginAccessControl?.OriginAccessControlConfig).toEqual(put);
    const read = await api.getOriginAccessControlConfig({ Id });
    expect(read.OriginAccessControlConfig).toEqual(put);
    const changed = { ...put, SigningBehavior: "never" } as const;
    const update = { Id, OriginAccessControlConfig: changed };
    expect(await refusal(api.updateOriginAccessControl(update))).toBe("400 InvalidIfMatchVersion");
    const updated = await api.updateOriginAccessControl({ ...update, IfMatch: ETag });
    expect(await refusal(api.deleteOriginAccessControl({ Id, IfMatch: ETag }))).toBe(
      "412 PreconditionFailed",
    );
    const { OriginAccessControlList } = await api.listOriginAccessControls({});
    expect(OriginAccessControlList?.Items).toEqual([{ Id, ...changed }]);
    await api.deleteOriginAccessControl({ Id, IfMatch: updated.ETag });
    expect(await refusal(api.getOriginAccessControl({ Id }))).toBe("404 NoSuchOriginAccessControl");
  });

  it("has a name of its own, of at most 64 characters", async () => {
    await harness.control("taken");
    expect(await refusal(harness.control("taken"))).toBe("409 OriginAccessControlAlreadyExists");
    expect(await refusal(harness.control("x".repeat(64)))).toBe("no error");
    expect(await refusal(harness.control("x".repeat(65)))).toBe("400 InvalidArgument");
  });
});

describe("a VPC origin", () => {
  const endpoint = {
    Name: "internal",
    Arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/internal/1",
    HTTPPort: 80,
    HTTPSPort: 443,
    OriginProtocolPolicy: "https-only",
    OriginSslProtocols: { Quantity: 1, Items: ["TLSv1.2"] },
  } satisfies Parameters<Harness["api"]["createVpcOrigin"]>[0]["VpcOriginEndpointConfig"];

  it("is deployed, updated, listed and deleted", async () => {
    const { api } = harness;
    const created = await api.createVpcOrigin({ VpcOriginEndpointConfig: endpoint });
    const Id = created.VpcOrigin?.Id;
    expect(created.$metadata.httpStatusCode).toBe(202);
    expect(created.VpcOrigin).toMatchObject({ Status: "Deploying", VpcOriginEndpointConfig: endpoint });
    harness.wait();
    expect((await api.getVpcOrigin({ Id })).VpcOrigin?.Status).toBe("Deployed");
    const updated = await api.updateVpcOrigin({
      Id,
      IfMatch: created.ETag,
      VpcOriginEndpointConfig: { ...endpoint, HTTPPort: 8080 },
    });
    expect(updated.VpcOrigin).toMatchObject({
      Status: "Deploying",
      VpcOriginEndpointConfig: { HTTPPort: 8080 },
    });
    const { VpcOriginList } = await api.listVpcOrigins({});
    expect(VpcOriginList?.Items).toMatchObject([{ Id, Name: "internal", OriginEndpointArn: endpoint.Arn }]);
    expect(await refusal(api.deleteVpcOrigin({ Id, IfMatch: created.ETag }))).toBe("412 PreconditionFailed");
    await api.deleteVpcOrigin({ Id, IfMatch: updated.ETag });
    expect(await refusal(api.getVpcOrigin({ Id }))).toBe("404 EntityNotFound");
  });

  it("is neither changed nor deleted while a distribution uses it", async () => {
    const { api } = harness;
    const config = { ...endpoint, Name: "used" };
    const { VpcOrigin, ETag: IfMatch } = await api.createVpcOrigin({ VpcOriginEndpointConfig: config });
    const Id = text(VpcOrigin?.Id);
    const origin = { Id: "backend", DomainName: "internal-1.eu-west-1.elb.amazonaws.com" };
    await harness.distribution({
      CallerReference: "uses-vpc-origin",
      Origins: quantity([{ ...origin, VpcOriginConfig: { VpcOriginId: Id } }]),
    });
    const change = { Id, IfMatch, VpcOriginEndpointConfig: { ...config, HTTPSPort: 8443 } };
    expect(await refusal(api.updateVpcOrigin(change))).toBe("409 CannotUpdateEntityWhileInUse");
    expect(await refusal(api.deleteVpcOrigin({ Id, IfMatch }))).toBe("409 CannotDeleteEntityWhileInUse");
  });

  it("has a name of its own and an endpoint that can be one", async () => {
    await harness.api.createVpcOrigin({ VpcOriginEndpointConfig: { ...endpoint, Name: "taken" } });
    const attempt = (changes: Partial<typeof endpoint>): Promise<string> =>
      refusal(harness.api.createVpcOrigin({ VpcOriginEndpointConfig: { ...endpoint, ...changes } }));
    expect(await attempt({ Name: "taken" })).toBe("409 EntityAlreadyExists");
    expect(await attempt({ Arn: "arn:aws:s3:::bucket" })).toBe("400 InvalidArgument");
  });
});

describe("an invalidation", () => {
  const batch = (CallerReference: string, ...paths: readonly string[]) => ({
    InvalidationBatch: { CallerReference, Paths: quantity(paths) },
  });

  it("is in progress, then completed, and the same batch is the same invalidation", async () => {
    const { api } = harness;
    const { id: DistributionId } = await harness.distribution();
    const first = await api.createInvalidation({ DistributionId, ...batch("one", "/a", "/b/*") });
    expect(first.Invalidation).toMatchObject({ Status: "InProgress", ...batch("one", "/a", "/b/*") });
    const { Distribution } = await api.getDistribution({ Id: DistributionId });
    expect(Distribution?.InProgressInvalidationBatches).toBe(1);
    harness.wait();
    const Id = first.Invalidation?.Id;
    expect((await api.getInvalidation({ DistributionId, Id })).Invalidation?.Status).toBe("Completed");
    const again = await api.createInvalidation({ DistributionId, ...batch("one", "/a", "/b/*") });
    expect(again.Invalidation?.Id).toBe(Id);
    expect(await refusal(api.createInvalidation({ DistributionId, ...batch("one", "/c") }))).toBe(
      "409 InvalidationBatchAlreadyExists",
    );
    const { InvalidationList } = await api.listInvalidations({ DistributionId });
    expect(InvalidationList?.Items).toMatchObject([{ Id, Status: "Completed" }]);
  });

  it("has paths that begin with a slash, a star only at the end, and at most 3000", async () => {
    const { id: DistributionId } = await harness.distribution();
    const attempt = (...paths: readonly string[]): Promise<string> =>
      refusal(
        harness.api.createInvalidation({ DistributionId, ...batch(`r${paths.length}${paths[0]}`, ...paths) }),
      );
    const many = Array.from({ length: 3001 }, (_, index) => `/${index}`);
    expect(await attempt("/*")).toBe("no error");
    expect(await attempt("a")).toBe("400 InvalidArgument");
    expect(await attempt("/*/a")).toBe("400 InvalidArgument");
    expect(await attempt(...many.slice(0, 3000))).toBe("no error");
    expect(await attempt(...many)).toBe("413 BatchTooLarge");
  });

  it("needs its distribution", async () => {
    const { id } = await harness.distribution();
    const call = harness.api.createInvalidation({ DistributionId: "ENONE", ...batch("x", "/") });
    expect(await refusal(call)).toBe("404 NoSuchDistribution");
    expect(await refusal(harness.api.getInvalidation({ DistributionId: id, Id: "INONE" }))).toBe(
      "404 NoSuchInvalidation",
    );
  });
});

describe("tags", () => {
  it("are given at creation, added, replaced and taken away", async () => {
    const { api } = harness;
    const { id } = await harness.distribution();
    const Resource = `arn:aws:cloudfront::123456789012:distribution/${id}`;
    const tags = async (): Promise<unknown> => (await api.listTagsForResource({ Resource })).Tags?.Items;
    await api.tagResource({
      Resource,
      Tags: {
        Items: [
          { Key: "a", Value: "1" },
          { Key: "b", Value: "" },
        ],
      },
    });
    await api.tagResource({ Resource, Tags: { Items: [{ Key: "a", Value: "2" }] } });
    expect(await tags()).toEqual([
      { Key: "a", Value: "2" },
      { Key: "b", Value: "" },
    ]);
    await api.untagResource({ Resource, TagKeys: { Items: ["a"] } });
    expect(await tags()).toEqual([{ Key: "b", Value: "" }]);
  });

  it("come with a function and with a distribution", async () => {
    const { api } = harness;
    const Tags = { Items: [{ Key: "Name", Value: "x y" }] };
    await api.createFunction({ ...fn("tagged"), Tags });
    const Resource = "arn:aws:cloudfront::123456789012:function/tagged";
    expect((await api.listTagsForResource({ Resource })).Tags).toEqual(Tags);
    const { Distribution } = await api.createDistributionWithTags({
      DistributionConfigWithTags: { DistributionConfig: config(), Tags },
    });
    expect((await api.listTagsForResource({ Resource: text(Distribution?.ARN) })).Tags).toEqual(Tags);
  });

  it("are refused for what is not there, and beyond 50", async () => {
    const { api } = harness;
    const { id } = await harness.distribution();
    const Resource = `arn:aws:cloudfront::123456789012:distribution/${id}`;
    const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: "" }));
    expect(await refusal(api.tagResource({ Resource, Tags: { Items: many } }))).toBe("400 InvalidTagging");
    expect(await refusal(api.tagResource({ Resource, Tags: { Items: many.slice(0, 50) } }))).toBe("no error");
    expect(await refusal(api.tagResource({ Resource, Tags: { Items: [{ Key: "aws:x", Value: "" }] } }))).toBe(
      "400 InvalidTagging",
    );
    expect(await refusal(api.listTagsForResource({ Resource: `${Resource}X` }))).toBe("404 NoSuchResource");
    expect(await refusal(api.listTagsForResource({ Resource: "x" }))).toBe("400 InvalidArgument");
  });
});
