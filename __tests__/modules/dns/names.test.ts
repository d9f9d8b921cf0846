import {
  addressOf,
  certificateNameProblem,
  covers,
  distinctValidationNames,
  plainNameProblems,
  recordNameProblem,
  registrableDomain,
  zoneCandidates,
} from "../../../modules/dns/names";

describe("addressOf", () => {
  test.each([
    ["www.example.com", undefined, "www_example_com"],
    ["my-shop.example.com", undefined, "my-shop_example_com"],
    ["*.example.com", undefined, "wildcard_example_com"],
    ["example.com", "CAA", "example_com_caa"],
    ["3d.example.com", undefined, "_3d_example_com"],
    ["xn--bcher-kva.example", "AAAA", "xn--bcher-kva_example_aaaa"],
  ])("%s %s is %s", (name, type, expected) => {
    expect(addressOf(name, type)).toBe(expected);
  });
});

describe("distinctValidationNames", () => {
  it("gives a wildcard and its base one name, sorted", () => {
    expect(distinctValidationNames(["www.example.com", "*.example.com", "example.com"])).toEqual([
      "example.com",
      "www.example.com",
    ]);
  });
});

describe("covers", () => {
  test.each([
    [["example.com"], "example.com", true],
    [["example.com"], "EXAMPLE.com", true],
    [["example.com"], "www.example.com", false],
    [["*.example.com"], "www.example.com", true],
    [["*.example.com"], "example.com", false],
    [["*.example.com"], "a.b.example.com", false],
    [["*.example.com"], "*.example.com", true],
    [["*.example.com"], "*.www.example.com", false],
    [["www.example.com"], "*.example.com", false],
    [[], "example.com", false],
  ])("%j for %s: %s", (names, host, expected) => {
    expect(covers(names, host)).toBe(expected);
  });
});

describe("registrableDomain", () => {
  test.each([
    ["app.example.co.uk", "example.co.uk"],
    ["*.example.com", "example.com"],
    ["shop.someone.github.io", "github.io"],
    ["a.b.example.test", "example.test"],
    ["co.uk", undefined],
    ["localhost", undefined],
  ])("of %s is %s", (name, expected) => {
    expect(registrableDomain(name)).toBe(expected);
  });
});

describe("zoneCandidates", () => {
  test.each([
    [["example.com", "www.example.com"], ["example.com"]],
    [
      ["a.b.example.com", "origin.a.b.example.com"],
      ["a.b.example.com", "b.example.com", "example.com"],
    ],
    [["www.example.com"], ["www.example.com", "example.com"]],
    [["*.example.com"], ["example.com"]],
    [["a.example.com", "ba.example.com"], ["example.com"]],
    [["example.com", "example.org"], []],
    [["co.uk"], []],
    [[], []],
  ])("of %j are %j", (names, expected) => {
    expect(zoneCandidates(names)).toEqual(expected);
    expect(zoneCandidates([...names].reverse())).toEqual(expected);
  });
});

describe("name rules", () => {
  const longest = `${"a.".repeat(125)}com`;

  test.each(["example.com", "*.example.com", "a-b.example.com", "xn--bcher-kva.example", longest])(
    "%s may stand in a certificate",
    (name) => {
      expect(certificateNameProblem(name)).toBeUndefined();
    },
  );

  test.each([
    "example",
    "Example.com",
    "example.com.",
    "-a.example.com",
    "a-.example.com",
    "_a.example.com",
    "a.*.example.com",
    "bücher.example",
    "",
    `a.${longest}`,
    `${"a".repeat(64)}.example.com`,
  ])("%j may not", (name) => {
    expect(certificateNameProblem(name)).toMatch("must be a lower-case host name");
  });

  it("lets labels of records begin with an underscore", () => {
    expect(recordNameProblem("_dmarc.example.com")).toBeUndefined();
  });

  it("refuses wildcards for zones", () => {
    expect(plainNameProblems("*.example.com")).toEqual(["must not be a wildcard, got: *.example.com"]);
  });
});
