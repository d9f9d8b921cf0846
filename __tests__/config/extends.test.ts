import { join } from "node:path";
import type { Environment } from "../../config/environment";
import { jsonSchema } from "../../config/json-schema";
import { loadEnvironment, loadEnvironments } from "../../config/load";
import { linesOf, minimal, withFiles } from "./support";

const own = "environment: production\nextends: _base.yaml\n";

/** `production.yaml` on top of `_base.yaml`, which is minimal but for `base`, and other files. */
function load(base: string, production: string, others: Readonly<Record<string, string>> = {}): Environment {
  const common = minimal(base).replace("environment: production\n", "");
  const files = { "_base.yaml": common, "production.yaml": own + production, ...others };
  return withFiles(files, (folder) => loadEnvironment(join(folder, "production.yaml")).environment);
}

describe("a file on top of its base", () => {
  it("is the same environment as one file that says it all", () => {
    const alone = withFiles({ "production.yaml": minimal() }, (folder) =>
      loadEnvironment(join(folder, "production.yaml")),
    );
    expect(load("", "")).toEqual(alone.environment);
  });

  it("merges maps, however deep", () => {
    const { backends, tags } = load(
      "tags: {team: shop, cost: '7'}\nbackends: {api: {port: 8001, healthCheck: {path: /health/, interval: 10}, targets: {type: external}}}",
      "tags: {cost: '8'}\nbackends: {api: {healthCheck: {interval: 20}}, web: {paths: [/web/*], targets: {type: external}}}",
    );
    expect(tags).toEqual({ cost: "8", team: "shop" });
    expect(Object.keys(backends)).toEqual(["api", "web"]);
    expect(backends["api"]).toMatchObject({ port: 8001, healthCheck: { path: "/health/", interval: 20 } });
  });

  it("replaces lists and single values", () => {
    const { domain, protect } = load(
      "protect: false\ndomain: {name: example.com, aliases: [www.example.com, a.example.com]}",
      "protect: true\ndomain: {aliases: [b.example.com]}",
    );
    expect({ domain, protect }).toEqual({
      domain: { name: "example.com", aliases: ["b.example.com"], redirectAliases: false },
      protect: true,
    });
  });

  it("keeps the keys of the base where the type stays", () => {
    expect(load("state: {type: s3, bucket: shop-state}", "state: {region: eu-west-2}").state).toEqual({
      type: "s3",
      bucket: "shop-state",
      region: "eu-west-2",
      key: "shop/production/terraform.tfstate",
    });
  });

  it("drops the keys of the base where the type is another", () => {
    const { state, backends } = load(
      "state: {type: s3, bucket: shop-state}\nbackends: {api: {port: 8001, targets: {type: tags, tags: {Name: shop}}}}",
      "state: {type: cloud, organization: shop}\nbackends: {api: {targets: {type: external}}}",
    );
    expect(state).toMatchObject({ type: "cloud", workspace: "shop-production" });
    expect(state).not.toHaveProperty("bucket");
    expect(backends["api"]).toMatchObject({
      port: 8001,
      targets: { type: "external", targetType: "instance" },
    });
  });

  it("takes a tag that is called type for a tag", () => {
    const targets = (tags: string) => `backends: {api: {targets: {type: tags, tags: ${tags}}}}`;
    const { tags, backends } = load(
      `tags: {type: web, team: shop}\n${targets("{type: web, Name: shop}")}`,
      `tags: {type: api}\n${targets("{type: api}")}`,
    );
    expect(tags).toEqual({ team: "shop", type: "api" });
    expect(backends["api"]?.targets).toMatchObject({ tags: { Name: "shop", type: "api" } });
  });
});

describe("null", () => {
  const site =
    "site: {spa: false}\nbackends: {api: {paths: [/api/*], priority: 7, targets: {type: external}}, web: {paths: [/web/*], targets: {type: external}}}\n";

  it.each(["null", "~", "NULL"])("written as %s takes a key of the base out", (nothing) => {
    const { site: without, backends } = load(
      site,
      `site: ${nothing}\nbackends: {web: ${nothing}, api: {priority: ${nothing}, paths: ${nothing}}}`,
    );
    expect(without).toBeUndefined();
    expect(Object.keys(backends)).toEqual(["api"]);
    expect(backends["api"]).not.toHaveProperty("priority");
  });

  it("takes out a key of an item, but no item", () => {
    const instances = (item: string) => `backends: {api: {targets: {type: instances, instances: [${item}]}}}`;
    const { backends } = load("", instances("{id: i-01234567, securityGroupId: null}"));
    expect(backends["api"]?.targets).toMatchObject({ instances: [{ id: "i-01234567" }] });
    expect(linesOf(() => load("", instances("{id: i-01234567}, null")))).toHaveLength(1);
  });

  it("takes nothing out that is not there", () => {
    expect(load("", "site: null\nbackends: {api: {priority: null}}")).toEqual(load("", ""));
  });

  it("means the same in a file that extends none", () => {
    const alone = (more: string) =>
      withFiles({ "production.yaml": minimal(more) }, (folder) => loadEnvironments(folder).environments);
    expect(alone("site: null\naccountId: ~")).toEqual(alone(""));
  });

  it("is not what a key without a value is, which adds nothing", () => {
    expect(load(site, "site:").site).toMatchObject({ spa: false });
    expect(load(site, "tags:\nloadBalancer:")).toEqual(load(site, ""));
    expect(load("backends: {api: {paths: [/api/*], targets: {type: external}}}", "site:").site).toMatchObject(
      { spa: true },
    );
  });
});

describe("bases of bases", () => {
  const chain = (top: string, middle: string, bottom: string) =>
    load(bottom, top, {
      "production.yaml": `environment: production\nextends: _middle.yaml\n${top}`,
      "_middle.yaml": `extends: _base.yaml\n${middle}`,
    });

  it("come in order", () => {
    const { tags } = chain("tags: {a: top}", "tags: {a: middle, b: middle}", "tags: {a: x, b: x, c: bottom}");
    expect(tags).toEqual({ a: "top", b: "middle", c: "bottom" });
  });

  it("do not let back what one in the middle took out or replaced", () => {
    const { state, tags } = chain(
      "state: {type: s3, bucket: top-state}\ntags: {a: top}",
      "state: {type: local}\ntags: null",
      "state: {type: s3, bucket: shop-state, kmsKeyId: alias/x}\ntags: {b: bottom}",
    );
    expect(state).not.toHaveProperty("kmsKeyId");
    expect(tags).toEqual({ a: "top" });
  });

  it("may take out what would be one state for all", () => {
    const { state } = chain(
      "",
      "state: {key: null}",
      "state: {type: s3, bucket: shop-state, key: x.tfstate}",
    );
    expect(state).toMatchObject({ key: "shop/production/terraform.tfstate" });
  });

  it("may be shared", () => {
    const files = {
      "_base.yaml": minimal("").replace(/^(environment|domain): .*\n/gm, ""),
      "_preview.yaml": "extends: _base.yaml\nprotect: false",
      "production.yaml": `${own}domain: {name: example.com}`,
      "one.yaml": "extends: _preview.yaml\nenvironment: one\ndomain: {name: one.example.org}",
      "two.yaml": "extends: _preview.yaml\nenvironment: two\ndomain: {name: two.example.org}",
    };
    const protect = withFiles(files, (folder) =>
      loadEnvironments(folder).environments.map((each) => [each.environment, each.protect]),
    );
    expect(protect).toEqual([
      ["one", false],
      ["production", true],
      ["two", false],
    ]);
  });
});

describe("places", () => {
  it("of a warning are where the value stands, and for which environment", () => {
    const files = {
      "_base.yaml": minimal("loadBalancer: {exposure: internet}").replace("environment: production\n", ""),
      "production.yaml": own,
    };
    const { warnings } = withFiles(files, (folder) => loadEnvironments(folder));
    expect(warnings).toEqual([
      expect.stringMatching(/_base\.yaml:5:16 loadBalancer\.exposure: .* \(in production\.yaml\)$/),
    ]);
  });

  it("are found through anchors of a base, which hold in that file alone", () => {
    const base = minimal(
      "backends:\n  api: &api {prot: 1, targets: {type: external}}\n  web: {<<: *api, paths: [/web/*]}",
    ).replace("environment: production\n", "");
    const found = linesOf(() => withFiles({ "_base.yaml": base, "production.yaml": own }, loadEnvironments));
    expect(found).toEqual([
      "environments/_base.yaml:5:14 backends.api.prot: is no known key; write port",
      expect.stringMatching(
        /^environments\/_base\.yaml:6:\d+ backends\.web\.prot: is no known key; write port$/,
      ),
    ]);
  });
});

describe("adopted values", () => {
  it("stand beside the environment, and a null in them is nothing", () => {
    expect(load("", "", { "production.adopted.yaml": 'priorities: {"api /*": 7}' }).adopted).toEqual({
      priorities: { "api /*": 7 },
    });
    expect(load("", "", { "production.adopted.yaml": "priorities: null" }).adopted).toEqual({
      priorities: {},
    });
  });
});

// The merge knows a union by its key `type`: a map in which a user may call anything `type` would be taken for one.
// Tags are known to it, and a header called type is refused.
it("maps with keys of the user's own hold no text, but for tags and headers", () => {
  const open: string[] = [];
  const walk = (value: unknown, key: string): void => {
    if (!(value instanceof Object)) return;
    const { additionalProperties } = Object.fromEntries(Object.entries(value));
    if (additionalProperties instanceof Object && "type" in additionalProperties) {
      if (additionalProperties.type === "string") open.push(key);
    }
    for (const [name, inner] of Object.entries(value)) walk(inner, name);
  };
  walk(jsonSchema(), "");
  expect(new Set(open)).toEqual(new Set(["tags", "custom"]));
});
