import { readArguments } from "../../../cli/preflight/arguments";
import { BadInput } from "../../../config/bad-input";

const read = (line: string) => readArguments(line.split(" "));

function problemsOf(line: string): readonly string[] {
  try {
    read(line);
  } catch (error) {
    if (error instanceof BadInput) return error.lines.slice(1);
    throw error;
  }
  return [];
}

describe("preflight's arguments", () => {
  it("are an environment, and options in any order", () => {
    expect(read("production")).toEqual({ name: "production", json: false, resolver: undefined });
    expect(read("--json production --resolver 127.0.0.1:5353")).toEqual({
      name: "production",
      json: true,
      resolver: "127.0.0.1:5353",
    });
  });

  it.each(["1.1.1.1", "1.1.1.1:53", "2001:db8::1", "[2001:db8::1]:5353"])(
    "take %s for a resolver",
    (server) => {
      expect(read(`production --resolver ${server}`).resolver).toBe(server);
    },
  );

  it.each(["dns.example.com", "1.1.1.1:0", "1.1.1.1:65536", "[1.1.1.1]:53", "1.1.1", "[2001:db8::1"])(
    "refuse %s",
    (server) => {
      expect(problemsOf(`production --resolver ${server}`)).toEqual([
        `preflight: --resolver takes an address such as 1.1.1.1 or 127.0.0.1:5353, found "${server}"`,
      ]);
    },
  );

  it("are refused all at once", () => {
    expect(problemsOf("a b --jsn --resolver x -- -lock=false")).toEqual([
      "preflight: unknown option --jsn",
      'preflight: takes one environment, found "a b"',
      expect.stringContaining("--resolver takes an address"),
      'preflight: takes nothing behind --, found "-lock=false"',
    ]);
  });
});
