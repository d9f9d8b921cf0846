import { parse as parseYaml } from "yaml";
import { environmentText, type Keys, load, synthEnvironment } from "../../test-support/environments";
import { EXAMPLES, exampleText } from "../../test-support/shapes";

const FULL: Keys = {
  tags: { team: "shop", cost: "42" },
  domain: { name: "example.com", aliases: ["www.example.com", "api.example.com", "*.shop.example.com"] },
  dns: { type: "existing", zoneId: "Z0123456789ABC", caa: ["letsencrypt.org", "amazon.com"] },
  network: {
    type: "existing",
    vpcId: "vpc-0123456789abcdef0",
    publicSubnetIds: ["subnet-0123456789abcdef1", "subnet-0123456789abcdef0"],
  },
  backends: {
    web: {
      paths: ["/web/*", "/docs/*"],
      hosts: ["www.example.com", "example.com"],
      targets: { type: "addresses", addresses: ["10.0.1.11", "10.0.1.10"] },
    },
    api: {
      paths: ["/api/*", "/admin/*", "/x"],
      targets: {
        type: "instances",
        instances: [
          { id: "i-0123456789abcdef1" },
          { id: "i-0123456789abcdef0", securityGroupId: "sg-0123456789abcdef0" },
        ],
      },
    },
  },
  site: { spa: true, assets: ["/static/*", "/assets/*"] },
};

/** The same with every map and every list the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (!(value instanceof Object)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, reversed(inner)] as const)
      .reverse(),
  );
}

function asKeys(value: unknown): Keys {
  return Object.fromEntries(Object.entries(value instanceof Object ? value : {}));
}

function jsonOf(keys: Keys, name: string): string {
  return synthEnvironment(load(environmentText(keys), name).environment).json;
}

describe("a file with its maps and lists the other way round gives the same JSON", () => {
  it("with lists of every kind", () => {
    expect(Object.keys(asKeys(reversed(FULL)))[0]).toBe("site");
    expect(jsonOf(asKeys(reversed(FULL)), "production")).toBe(jsonOf(FULL, "production"));
  });

  it.each(["example", "tutorial", "classic", "platform"] as const)("the %s", (name) => {
    expect(Object.keys(EXAMPLES)).toContain(name);
    const keys = asKeys(parseYaml(exampleText(name)));
    expect(jsonOf(asKeys(reversed(keys)), name)).toBe(jsonOf(keys, name));
  });
});
