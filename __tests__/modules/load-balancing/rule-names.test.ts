import { hostName, pathAtHostName, pathName } from "../../../modules/load-balancing/rule-names";

/** What a load balancer takes in a path pattern. */
const ALPHABET = `aAnyoneatxRrsuct019_-.$/~"'@:+&*?`;

/** The inverse: that there is one means that no two texts share a name. */
function decode(name: string, separator: string): string {
  const code = /^-(x([0-9a-f]+)|any|one)-/;
  const part = (text: string): string => {
    if (text === "any" || text === "one") {
      return text === "any" ? "*" : "?";
    }
    let rest = text;
    let decoded = "";
    while (rest !== "") {
      const found = code.exec(rest);
      const character = found?.[2] ? String.fromCodePoint(Number.parseInt(found[2], 16)) : found?.[1];
      decoded += found ? ({ any: "*", one: "?" }[character ?? ""] ?? character) : rest.charAt(0);
      rest = rest.slice(found ? found[0].length : 1);
    }
    return decoded;
  };
  return name.split("_").map(part).join(separator);
}

function decodePath(name: string): string {
  return name === "root" ? "/" : `/${decode(name, "/")}`;
}

/** Every text of up to `length` of these pieces. */
function texts(pieces: readonly string[], length: number): string[] {
  let longest = [""];
  const all = [""];
  for (let step = 0; step < length; step++) {
    longest = longest.flatMap((text) => pieces.map((piece) => text + piece));
    all.push(...longest);
  }
  return [...new Set(all)];
}

describe("pathName", () => {
  it.each([
    ["/api/*", "api_any"],
    ["/*", "any"],
    ["/", "root"],
    ["/root", "-x72-oot"],
    ["/Resource", "-x52-esource"],
    ["/any", "-x61-ny"],
    ["/one/two", "-x6f-ne_two"],
    ["/?", "one"],
    ["/api*", "api-any-"],
    ["/api/*.json", "api_-any--x2e-json"],
    ["/v1.2/users", "v1-x2e-2_users"],
    ["/a_b", "a-x5f-b"],
    ["/a-b", "a-b"],
    ["/a-any-b", "a-x2d-any-b"],
    ["/api/", "api_"],
    ["//", "_"],
  ])("calls %s %s", (pattern, name) => {
    expect(pathName(pattern)).toBe(name);
  });

  it("has one origin for each name: everything of up to five pieces that look like its own", () => {
    const pieces = ["/", "*", "?", "-", "any", "one", "x2d", "at", "_", "root", "."];
    const patterns = texts(pieces, 4).map((text) => `/${text}`);
    const names = patterns.map(pathName);
    expect(new Set(names).size).toBe(patterns.length);
    expect(names.map(decodePath)).toEqual(patterns);
  });

  it("has one origin for each name: random patterns of every character", () => {
    let seed = 1;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 20_000; round++) {
      const length = random(20);
      const pattern = `/${Array.from({ length }, () => ALPHABET.charAt(random(ALPHABET.length))).join("")}`;
      const name = pathName(pattern);
      expect(name).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(decodePath(name)).toBe(pattern);
    }
  });

  it("has no name for what does not begin with a slash", () => {
    expect(() => pathName("*.php")).toThrow('a path pattern must begin with "/", got: "*.php"');
  });
});

describe("hostName and pathAtHostName", () => {
  it.each([
    ["www.example.com", "www_example_com"],
    ["*.example.com", "any_example_com"],
    ["any.example.com", "-x61-ny_example_com"],
    ["a-*.example.com", "a--any-_example_com"],
    ["10.0.1.5", "10_0_1_5"],
  ])("calls %s %s", (host, name) => {
    expect(hostName(host)).toBe(name);
  });

  it("has one origin for each name: patterns and hosts that look like what joins them", () => {
    const pieces = ["/", "*", "-", "any", "x2d", "at", "h"];
    const patterns = texts(pieces, 5).map((text) => `/${text}`);
    const hosts = ["h.at", "at-h.com", "*.h", "any.h"];
    const names = patterns.flatMap((pattern) => [
      pathName(pattern),
      ...hosts.map((host) => pathAtHostName(pattern, host)),
    ]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("never is the name of a pattern alone", () => {
    const joined = pathAtHostName("/api/*", "www.example.com");
    expect(joined).toBe("api_any-at-www_example_com");
    expect(pathName("/api/any-at-www/example/com")).not.toBe(joined);
    expect(pathName("/x-at-y")).toBe("x-x2d-at-y");
  });
});
