import { behaviour, fn, Harness, quantity, refusal, text } from "./harness";

const harness = new Harness();
beforeAll(() => harness.start());
afterAll(() => harness.stop());

describe("a function", () => {
  it("is developed, published and developed further", async () => {
    const { api } = harness;
    const code = 'function handler(e) {\n\tvar s = "é & <x>";\r\n\treturn e.request;\n}\n';
    const created = await api.createFunction(fn("life", code));
    expect(created.FunctionSummary).toMatchObject({
      Name: "life",
      Status: "UNPUBLISHED",
      FunctionConfig: { Comment: "test", Runtime: "cloudfront-js-2.0" },
      FunctionMetadata: {
        FunctionARN: "arn:aws:cloudfront::123456789012:function/life",
        Stage: "DEVELOPMENT",
      },
    });
    expect(await refusal(api.describeFunction({ Name: "life", Stage: "LIVE" }))).toBe(
      "404 NoSuchFunctionExists",
    );

    await api.publishFunction({ Name: "life", IfMatch: created.ETag });
    const described = await api.describeFunction({ Name: "life" });
    expect(described.ETag).toBe(created.ETag);
    expect(described.FunctionSummary?.Status).toBe("UNASSOCIATED");

    const updated = await api.updateFunction({ ...fn("life", "second"), IfMatch: created.ETag });
    expect(updated.ETag).toBeDefined();
    expect(updated.ETag).not.toBe(created.ETag);
    expect(updated.FunctionSummary?.Status).toBe("UNPUBLISHED");
    const read = async (Stage: "DEVELOPMENT" | "LIVE"): Promise<string> => {
      const { FunctionCode } = await api.getFunction({ Name: "life", Stage });
      return Buffer.from(FunctionCode ?? []).toString();
    };
    expect(await read("LIVE")).toBe(code);
    expect(await read("DEVELOPMENT")).toBe("second");

    expect(await refusal(api.publishFunction({ Name: "life", IfMatch: created.ETag }))).toBe(
      "412 PreconditionFailed",
    );
    await api.publishFunction({ Name: "life", IfMatch: updated.ETag });
    expect(await read("LIVE")).toBe("second");
    await api.deleteFunction({ Name: "life", IfMatch: updated.ETag });
    expect(await refusal(api.getFunction({ Name: "life" }))).toBe("404 NoSuchFunctionExists");
  });

  it("says that it is deployed when a distribution runs it", async () => {
    const { arn } = await harness.publishedFunction("deployed");
    await harness.distribution({
      DefaultCacheBehavior: behaviour({
        FunctionAssociations: quantity([{ FunctionARN: arn, EventType: "viewer-request" }]),
      }),
    });
    const { FunctionSummary } = await harness.api.describeFunction({ Name: "deployed" });
    expect(FunctionSummary?.Status).toBe("DEPLOYED");
  });

  it("is listed by stage", async () => {
    await harness.api.createFunction(fn("listed"));
    const names = async (Stage?: "DEVELOPMENT" | "LIVE"): Promise<string[]> => {
      const { FunctionList } = await harness.api.listFunctions({ Stage });
      return (FunctionList?.Items ?? []).map((item) => text(item.Name));
    };
    expect(await names("DEVELOPMENT")).toContain("listed");
    expect(await names("LIVE")).not.toContain("listed");
    expect(await names()).toContain("listed");
  });
});

describe("rules", () => {
  it.each([
    ["10,240 bytes", fn("size", "x".repeat(10_240)), "no error"],
    ["10,241 bytes", fn("size-over", "x".repeat(10_241)), "413 FunctionSizeLimitExceeded"],
    ["5,121 characters of two bytes", fn("size-bytes", "é".repeat(5_121)), "413 FunctionSizeLimitExceeded"],
    ["a name of 64 characters", fn("n".repeat(64)), "no error"],
    ["a name of 65 characters", fn("n".repeat(65)), "400 InvalidArgument"],
    ["a name with a dot", fn("a.b"), "400 InvalidArgument"],
    ["a name that is taken", fn("size"), "409 FunctionAlreadyExists"],
  ])("%s", async (_, input, code) => {
    expect(await refusal(harness.api.createFunction(input))).toBe(code);
  });

  it("updates are held to the size, too", async () => {
    const { ETag } = await harness.api.createFunction(fn("grows"));
    const update = harness.api.updateFunction({ ...fn("grows", "x".repeat(10_241)), IfMatch: ETag });
    expect(await refusal(update)).toBe("413 FunctionSizeLimitExceeded");
  });

  it.each(["updateFunction", "publishFunction", "deleteFunction"] as const)(
    "%s needs the ETag",
    async (operation) => {
      const Name = `version-${operation}`;
      await harness.api.createFunction(fn(Name));
      const call = (IfMatch: string | undefined): Promise<unknown> =>
        harness.api[operation]({ ...fn(Name), IfMatch });
      expect(await refusal(call(undefined))).toBe("400 InvalidIfMatchVersion");
      expect(await refusal(call("ESTALE"))).toBe("412 PreconditionFailed");
    },
  );
});
