import { NAME_LIMITS, namePrefix, resourceName } from "../../stacks/names";
import { environment, synthEnvironment } from "../../test-support/environments";
import { leavesOf, resourcesOf } from "../../test-support/exposure/read";

const shop = { project: "shop", environment: "production" };
/** `shop-production-` is 16 characters long. */
const suffix = (length: number) => "x".repeat(length - 16);

describe("resourceName", () => {
  it.each([
    ["public", "shop-production-public"],
    ["", "shop-production"],
  ])("with %j is %s", (word, name) => {
    expect(resourceName(shop, word, 64)).toBe(name);
  });

  it.each([17, 32, 64])("of %d characters fits exactly", (limit) => {
    const name = resourceName(shop, suffix(limit), limit);
    expect(name).toBe(`shop-production-${suffix(limit)}`);
    expect(name).toHaveLength(limit);
  });

  it.each([24, 32, 64])("of one character more than %d ends in six of its hash", (limit) => {
    const name = resourceName(shop, suffix(limit + 1), limit);
    expect(name).toHaveLength(limit);
    expect(name).toMatch(/^shop-production-?x*-[0-9a-f]{6}$/);
  });

  it("of two long names differs", () => {
    const names = ["a", "b"].map((last) => resourceName(shop, suffix(40) + last, 32));
    expect(new Set(names).size).toBe(2);
  });

  it("is the same at every call", () => {
    expect(resourceName(shop, suffix(40), 32)).toBe(resourceName({ ...shop }, suffix(40), 32));
    // frozen: another hash would rename what stands
    expect(resourceName(shop, suffix(40), 32)).toBe("shop-production-xxxxxxxxx-b4d6c0");
  });

  it("has no two hyphens where it is cut", () => {
    expect(resourceName({ project: "shop", environment: "a-b" }, suffix(60), 32 - 23)).toMatch(
      /^sh-[0-9a-f]{6}$/,
    );
    expect(resourceName({ project: "shop", environment: "production" }, suffix(60), 12)).toMatch(
      /^shop-[0-9a-f]{6}$/,
    );
  });
});

describe("namePrefix", () => {
  it.each([20, 37, 100])("of at most %d characters ends in a hyphen", (limit) => {
    for (const length of [17, limit - 1, limit, limit + 1]) {
      const prefix = namePrefix(shop, suffix(Math.max(17, length)), limit);
      expect(prefix.length).toBeLessThanOrEqual(limit);
      expect(prefix).toMatch(/[^-]-$/);
    }
  });
});

/** What AWS takes, by type and argument. */
const FORMS: readonly (readonly [type: string, argument: string, form: RegExp])[] = [
  ["aws_lb", "name", /^(?!internal-)[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]$/],
  ["aws_lb_target_group", "name_prefix", /^[A-Za-z0-9-]{1,6}$/],
  ["aws_security_group", "name_prefix", /^(?!sg-)[A-Za-z0-9 ._:/()#,@[\]+=&;{}!$*-]{1,229}$/],
  ["aws_s3_bucket", "bucket_prefix", /^[a-z0-9][a-z0-9-]{0,36}$/],
  ["aws_cloudfront_function", "name", /^[A-Za-z0-9_-]{1,64}$/],
  ["aws_cloudfront_origin_access_control", "name", /^.{1,64}$/],
  ["aws_cloudfront_response_headers_policy", "name", /^[A-Za-z0-9_-]{1,128}$/],
  ["aws_cloudfront_cache_policy", "name", /^[A-Za-z0-9_-]{1,128}$/],
];

describe.each([
  ["the shortest", "a", "b"],
  ["the longest", `p${"0-".repeat(9)}1`, `e${"2-".repeat(9)}3`],
])("%s project and environment", (_, project, name) => {
  const backend = (paths: readonly string[]) => ({ paths, targets: { type: "external" } });
  const stack = synthEnvironment(
    environment({
      project,
      environment: name,
      domain: { name: "example.com", aliases: ["www.example.com"], redirectAliases: true },
      loadBalancer: { accessLogs: {} },
      backends: { a: backend(["/a/*"]), abcdefghij0123456789: backend(["/b/*"]) },
      site: { spa: true },
    }),
  );

  it.each(FORMS)("give %s a %s that AWS takes", (type, argument, form) => {
    const names = resourcesOf(stack, type).map(({ body }) => String(body[argument]));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((each) => !form.test(each))).toEqual([]);
    if (argument === "name") expect(new Set(names).size).toBe(names.length);
  });

  it("begin every name but a target group's", () => {
    const named = resourcesOf(
      stack,
      ...FORMS.map(([type]) => type).filter((type) => type !== "aws_lb_target_group"),
    );
    const begins = `${project}-${name}`.slice(0, 25);
    const others = named.filter(
      ({ body }) =>
        ![body["name"], body["name_prefix"], body["bucket_prefix"]].some((each) =>
          String(each).startsWith(begins),
        ),
    );
    expect(others).toEqual([]);
  });
});

it("nothing is named outside the limits", () => {
  expect(NAME_LIMITS.loadBalancer).toBe(32);
  expect(NAME_LIMITS.bucketPrefix + 26).toBe(63);
  expect(NAME_LIMITS.targetGroupPrefix + 26).toBe(32);
  expect(leavesOf(NAME_LIMITS)).toContain("securityGroupPrefix");
});
