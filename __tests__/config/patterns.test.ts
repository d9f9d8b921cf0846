import { claims, contains, sharedPath } from "../../config/patterns";

describe("sharedPath", () => {
  it.each([
    ["/a/*", "/*/b", "/a/b"],
    ["/api/*", "/api", "/api"],
    ["/api/*", "/apix", undefined],
    ["/x/*", "/x?", "/x/"],
    ["/*.js", "/assets/*", "/assets/.js"],
    ["/a", "/b", undefined],
    ["/a?c", "/?b?", "/abc"],
  ])("of %s and %s is %s", (one, other, expected) => {
    expect(sharedPath(claims(one), claims(other))).toBe(expected);
  });
});

describe("contains", () => {
  it.each([
    ["/*", "/a/*", true],
    ["/a/*", "/*", false],
    ["/a/*", "/a", true],
    ["/a*", "/a/*", true],
    ["/a/*", "/a/b/*", true],
    ["/**", "/*", true],
    ["/*?", "/*", false],
    ["/?", "/x", true],
    ["/x", "/?", false],
  ])("%s contains %s: %s", (outer, inner, expected) => {
    expect(contains(claims(outer), claims(inner))).toBe(expected);
  });

  it("answers at once for the worst patterns that are let in", () => {
    const one = `/*${"ab".repeat(20)}*${"ba".repeat(15)}*a*?`;
    const other = `/*${"ba".repeat(20)}*${"ab".repeat(15)}*?*`;
    const start = Date.now();
    contains(claims(one), claims(other));
    expect(Date.now() - start).toBeLessThan(5000);
  });
});
