import { readArguments } from "../../cli/init/arguments";
import { FLAGS } from "../../cli/init/flags";
import { BadInput } from "../../config/bad-input";
import { textOf } from "../../test-support/source-files";

/** What is printed for a refused command line, without the usage. */
function refused(...args: readonly string[]): readonly string[] {
  try {
    readArguments(args);
  } catch (error) {
    if (error instanceof BadInput) {
      expect(error.lines[0]).toMatch(/^usage: \.\/gatehouse init NAME \[--project NAME\] /);
      return error.lines.slice(1);
    }
    throw error;
  }
  throw new Error(`${args.join(" ")} was not refused`);
}

describe("the arguments of init", () => {
  it("are a name alone", () => {
    expect(readArguments(["production"])).toEqual({
      name: "production",
      project: undefined,
      domain: undefined,
      aliases: [],
      region: undefined,
      zoneId: undefined,
      instances: [],
      tags: {},
      external: false,
      securityGroups: [],
      vpc: undefined,
      subnets: [],
      apiPaths: [],
      port: undefined,
      healthPath: undefined,
      site: true,
      edge: true,
      yes: false,
      folder: undefined,
    });
  });

  it("are every flag, before and behind the name", () => {
    const asked = readArguments(
      [
        "--project shop --domain example.com --alias www.example.com --alias *.example.com",
        "production --region eu-west-1 --zone-id Z1 --tags Name=a=b --tags team=shop",
        "--security-group sg-0123456789abcdef0 --vpc vpc-01234567 --subnet subnet-01234567",
        "--api-path /api/* --api-path=/admin/* --port 8080 --health-path /health/ --no-site --yes --folder here",
      ]
        .join(" ")
        .split(" "),
    );
    expect(asked).toMatchObject({
      name: "production",
      project: "shop",
      domain: "example.com",
      aliases: ["www.example.com", "*.example.com"],
      region: "eu-west-1",
      zoneId: "Z1",
      tags: { Name: "a=b", team: "shop" },
      securityGroups: ["sg-0123456789abcdef0"],
      vpc: "vpc-01234567",
      subnets: ["subnet-01234567"],
      apiPaths: ["/api/*", "/admin/*"],
      port: 8080,
      healthPath: "/health/",
      site: false,
      edge: true,
      yes: true,
      folder: "here",
    });
  });

  it("have no site without an edge, which alone reads its bucket", () => {
    expect(readArguments(["production", "--no-edge"])).toMatchObject({ edge: false, site: false });
  });

  it.each([
    [
      ["Production"],
      'NAME must be an environment\'s name: a letter, then at most 19 of a to z, 0 to 9 and inner hyphens, found "Production"; write one such as production',
    ],
    [["../x"], "NAME must be an environment's name"],
    [[], 'takes the name of one environment, found ""'],
    [["one", "two"], 'takes the name of one environment, found "one two"'],
    [
      ["a", "--project", "sg-x"],
      '--project must not begin with internal or sg, which AWS refuses in names, found "sg-x"; choose another',
    ],
    [
      ["a", "--domain", "https://example.com"],
      '--domain must be a host name alone, found "https://example.com"; leave out the scheme, the port and the path',
    ],
    [["a", "--domain", "*.example.com"], "--domain must not hold a wildcard"],
    [["a", "--alias", "www"], "--alias must have at least two labels"],
    [
      ["a", "--region", "eu-west-1a"],
      '--region must be the name of an AWS region, found "eu-west-1a"; write eu-west-1',
    ],
    [["a", "--zone-id", "example.com"], "--zone-id must be the id of a hosted zone"],
    [["a", "--instance", "web"], '--instance must be an id: i- and 8 or 17 hexadecimal digits, found "web"'],
    [
      ["a", "--tags", "web"],
      '--tags must be a tag, KEY=VALUE, found "web"; write one such as Name=shop-backend',
    ],
    [["a", "--tags", "aws:x=y"], "--tags must be a tag key"],
    [["a", "--security-group", "web"], "--security-group must be an id: sg-"],
    [["a", "--vpc", "main"], "--vpc must be an id: vpc-"],
    [["a", "--subnet", "main"], "--subnet must be an id: subnet-"],
    [["a", "--api-path", "api"], "--api-path must be a path pattern"],
    [["a", "--port", "0"], '--port must be a port between 1 and 65535, found "0"'],
    [["a", "--port", "80.5"], '--port must be a port between 1 and 65535, found "80.5"'],
    [["a", "--health-path", "health"], "--health-path must be a path that begins with a slash"],
    [["a", "--yes=1"], '--yes takes no value, found "1"'],
    [["a", "--folder"], "--folder needs a value: --folder FOLDER"],
    [["a", "--folder", "--yes"], "--folder needs a value: --folder FOLDER"],
    [["a", "--domian", "example.com"], "unknown option, found --domian; write --domain"],
    [["a", "-y"], "unknown option, found -y"],
    [["a", "--port", "80", "--port", "81"], "--port may be given once"],
    [
      ["a", "--external", "--tags", "a=b"],
      "--tags and --external are different kinds of targets; give one kind",
    ],
    [["a", "--tags", "a=b", "--tags", "a=c"], "--tags names one key twice"],
    [
      ["a", "--external", "--security-group", "sg-01234567"],
      "--security-group is of instances that run already",
    ],
    [
      ["a", "--external", "--subnet", "subnet-01234567"],
      "--subnet needs --vpc where the targets are external",
    ],
  ])("refuses %p", (args, message) => {
    const lines = refused(...args);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`init: ${message}`);
  });

  it("are all refused at once", () => {
    const lines = refused("A", "--port", "x", "--region", "nowhere", "--yse");
    expect(lines.map((line) => line.split(" ")[1])).toEqual(["NAME", "unknown", "--port", "--region"]);
  });

  it("are the ones that the document explains", () => {
    const rows = [...textOf("docs/init.md").matchAll(/^\| `--([a-z-]+)/gm)].map(({ 1: name }) => name);
    expect(rows).toEqual(Object.keys(FLAGS));
  });
});
