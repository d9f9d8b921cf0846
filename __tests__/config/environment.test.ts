import { join } from "node:path";
import type { Environment } from "../../config/environment";
import { loadEnvironment, loadEnvironments } from "../../config/load";
import { minimal, withFiles } from "./support";

function load(more = ""): Environment {
  return withFiles({ "production.yaml": minimal(more) }, (folder) => {
    return loadEnvironment(join(folder, "production.yaml")).environment;
  });
}

const healthCheck = {
  path: "/",
  matcher: "200",
  interval: 30,
  timeout: 5,
  healthyThreshold: 5,
  unhealthyThreshold: 2,
};

describe("minimal", () => {
  it("fills every default", () => {
    expect(load()).toEqual({
      project: "shop",
      environment: "production",
      region: "eu-west-1",
      tags: {},
      protect: true,
      layout: "single",
      providers: { aws: "5.100.0" },
      domain: { name: "example.com", aliases: [], redirectAliases: false },
      dns: { type: "existing", stage: "ready" },
      certificates: {},
      state: { type: "local" },
      network: { type: "default" },
      loadBalancer: {
        exposure: "cloudfront",
        ipAddressType: "ipv4",
        http: "closed",
        idleTimeout: 60,
        originSecret: {},
      },
      backends: {
        api: {
          paths: ["/*"],
          port: 8000,
          protocol: "http",
          healthCheck,
          deregistrationDelay: 90,
          targets: { type: "external", targetType: "instance" },
        },
      },
      edge: { enabled: true, priceClass: "PriceClass_100", minimumTls: "TLSv1.2_2021" },
      waivers: [],
      adopted: { priorities: {} },
    });
  });
});

const full = `
accountId: "123456789012"
tags: {team: shop, cost: "7"}
protect: false
layout: single
providers: {aws: "5.100.0"}
domain: {name: example.com, aliases: [www.example.com, "*.example.com"], redirectAliases: false}
dns: {type: create, zone: example.com, stage: request, caa: [letsencrypt.org, amazon.com]}
certificates:
  viewer: arn:aws:acm:us-east-1:123456789012:certificate/a
  regional: arn:aws:acm:eu-west-1:123456789012:certificate/b
state: {type: s3, bucket: shop-state, region: eu-west-2, key: a/b, kmsKeyId: alias/state, roleArn: "arn:aws:iam::123456789012:role/state"}
network: {type: create, cidr: 10.1.0.0/16, zones: [eu-west-1b, eu-west-1a], nat: true}
loadBalancer:
  exposure: internet
  ipAddressType: dualstack
  http: forward
  accessLogs: {bucket: shop-logs, prefix: alb, retentionDays: 30}
  idleTimeout: 120
  originSecret: {}
backends:
  web:
    paths: [/admin/*]
    targets: {type: tags, tags: {Name: shop, Env: prod}, securityGroupId: sg-01234567}
  api:
    paths: [/v2/*, /api/*]
    hosts: [www.example.com, api.example.com]
    port: 8088
    protocol: https
    httpPort: 80
    priority: 100
    healthCheck: {path: /health/, port: 8089, matcher: "200,204", interval: 10, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 3}
    deregistrationDelay: 300
    stickiness: 86400
    targets:
      type: instances
      instances: [{id: i-22222222}, {id: i-11111111, securityGroupId: sg-01234567}]
  files:
    paths: [/files/*]
    targets: {type: addresses, addresses: [10.0.1.11, 10.0.1.10]}
site:
  spa: false
  assets: [/static/*, /build/*]
  headers:
    hsts: {maxAge: 31536000, includeSubDomains: true, preload: true}
    frameOptions: SAMEORIGIN
    referrerPolicy: no-referrer
  contentSecurityPolicy: |
    default-src 'self';
    img-src *
edge: {enabled: true, priceClass: PriceClass_All, minimumTls: TLSv1.2_2019}
`;

describe("full", () => {
  const environment = load(full);

  it("keeps what was written, with lists and maps in order", () => {
    expect(environment).toMatchObject({
      accountId: "123456789012",
      protect: false,
      domain: { aliases: ["*.example.com", "www.example.com"] },
      dns: { type: "create", zone: "example.com", stage: "request", caa: ["amazon.com", "letsencrypt.org"] },
      state: { type: "s3", bucket: "shop-state", region: "eu-west-2", key: "a/b" },
      network: { type: "create", cidr: "10.1.0.0/16", zones: ["eu-west-1a", "eu-west-1b"], nat: true },
      loadBalancer: {
        http: "forward",
        accessLogs: { bucket: "shop-logs", prefix: "alb", retentionDays: 30 },
      },
      backends: {
        api: {
          paths: ["/api/*", "/v2/*"],
          hosts: ["api.example.com", "www.example.com"],
          healthCheck: { port: 8089, matcher: "200,204" },
          targets: {
            instances: [{ id: "i-11111111", securityGroupId: "sg-01234567" }, { id: "i-22222222" }],
          },
        },
        files: { targets: { addresses: ["10.0.1.10", "10.0.1.11"] } },
      },
      site: {
        spa: false,
        assets: ["/build/*", "/static/*"],
        contentSecurityPolicy: "default-src 'self'; img-src *",
      },
      edge: { priceClass: "PriceClass_All", minimumTls: "TLSv1.2_2019" },
    });
    expect(Object.keys(environment.backends)).toEqual(["api", "files", "web"]);
    expect(Object.keys(environment.tags)).toEqual(["cost", "team"]);
    expect(environment.layout).toBe("single");
  });

  it("is frozen throughout", () => {
    const thawed = (value: unknown): unknown[] =>
      value instanceof Object
        ? [...(Object.isFrozen(value) ? [] : [value]), ...Object.values(value).flatMap(thawed)]
        : [];
    expect(thawed(environment)).toEqual([]);
  });

  it("is the same whatever the order of keys and lists", () => {
    const reordered = full
      .replace('[www.example.com, "*.example.com"]', '["*.example.com", www.example.com]')
      .replace("[/v2/*, /api/*]", "[/api/*, /v2/*]")
      .replace('{team: shop, cost: "7"}', '{cost: "7", team: shop}');
    expect(JSON.stringify(load(reordered))).toBe(JSON.stringify(environment));
  });
});

describe("defaults that depend on other keys", () => {
  it.each([
    ["with an edge", "", { exposure: "cloudfront", http: "closed" }],
    ["without an edge", "edge: {enabled: false}", { exposure: "internet", http: "redirect" }],
    [
      "internet beside an edge",
      "loadBalancer: {exposure: internet}",
      { exposure: "internet", http: "redirect" },
    ],
  ])("exposure and port 80 %s", (_, more, expected) => {
    expect(load(more).loadBalancer).toMatchObject(expected);
  });

  it.each([
    ["example.com", "www.example.com", "example.com"],
    ["app.example.com", "www.app.example.com", "app.example.com"],
    ["app.example.com", '"*.app.example.com"', "app.example.com"],
    ["app.example.com", "api.example.com", "example.com"],
  ])("a created zone for %s and %s is %s", (name, alias, zone) => {
    const { dns } = load(`domain: {name: ${name}, aliases: [${alias}]}\ndns: {type: create}`);
    expect(dns).toEqual({ type: "create", zone, stage: "ready" });
  });

  it("the state lies in the environment's region under its name", () => {
    expect(load("state: {type: s3, bucket: shop-state}").state).toEqual({
      type: "s3",
      bucket: "shop-state",
      region: "eu-west-1",
      key: "shop/production/terraform.tfstate",
    });
  });

  it("a workspace is named after the environment, and lies in HCP Terraform", () => {
    expect(load("state: {type: cloud, organization: shop}").state).toEqual({
      type: "cloud",
      organization: "shop",
      workspace: "shop-production",
      hostname: "app.terraform.io",
    });
  });

  const address = "https://gitlab.example.com/api/v4/projects/7/terraform/state/production";

  it("a state behind HTTP is locked as GitLab does it", () => {
    expect(load(`state: {type: http, address: "${address}"}`).state).toEqual({
      type: "http",
      address,
      updateMethod: "POST",
      lock: {
        lockAddress: `${address}/lock`,
        lockMethod: "POST",
        unlockAddress: `${address}/lock`,
        unlockMethod: "DELETE",
      },
    });
  });

  it.each([
    ["https://state.example.com/a/", "https://state.example.com/a/lock"],
    ["https://state.example.com/a?code=7", "https://state.example.com/a/lock?code=7"],
    ["https://state.example.com", "https://state.example.com/lock"],
    ["http://[::1]:8080/a", "http://[::1]:8080/a/lock"],
  ])("the lock of %s is %s", (of, lock) => {
    expect(load(`state: {type: http, address: "${of}"}`).state).toMatchObject({
      lock: { lockAddress: lock },
    });
  });

  it("another server's lock may be at the state's own address, by methods of its own", () => {
    const { state } = load(
      `state: {type: http, address: "${address}", lockAddress: "${address}", lockMethod: LOCK, unlockMethod: UNLOCK}`,
    );
    expect(state).toMatchObject({
      lock: { lockAddress: address, lockMethod: "LOCK", unlockAddress: address, unlockMethod: "UNLOCK" },
    });
  });

  it.each(["site:", "site: {}"])("%s is a site with every default", (site) => {
    const environment = load(`${site}\nbackends: {api: {paths: [/api/*], targets: {type: external}}}`);
    expect(environment.site).toEqual({
      spa: true,
      assets: ["/assets/*"],
      headers: {
        hsts: { maxAge: 31536000, includeSubDomains: false, preload: false },
        frameOptions: "DENY",
        referrerPolicy: "strict-origin-when-cross-origin",
      },
    });
  });

  it("a key whose values are all switched off is as if it were not there", () => {
    expect(load("tags:\nloadBalancer:\nedge:\ncertificates:")).toEqual(load());
  });
});

describe("warnings", () => {
  it.each([
    [
      "loadBalancer: {exposure: internet}",
      /:6:16 loadBalancer\.exposure: lets anyone reach the load balancer past/,
    ],
    [
      "backends: {api: {targets: {type: addresses, addresses: [10.0.0.1, 10.0.0.2]}}}",
      /:5:45 backends\.api\.targets\.addresses: are several machines/,
    ],
    ["loadBalancer: {idleTimeout: 100}", /backends\.api\.deregistrationDelay: cuts off requests/],
    [
      "domain: {name: shop.internal}",
      /domain\.name: ends in \.internal, which is no public top-level domain/,
    ],
    ["edge: {enabled: false}\nloadBalancer: {originSecret: {ssm: /a}}", /originSecret\.ssm: is not read/],
    [
      'state: {type: http, address: "https://state.example.com/a", lock: false}',
      /:6:61 state\.lock: lets two applies write at once/,
    ],
    [
      "domain: {name: example.com, aliases: [www.example.com], redirectAliases: true}\nbackends: {api: {hosts: [example.com, www.example.com], targets: {type: external}}}",
      /hosts\[1\]: never gets a request/,
    ],
  ])("%s", (more, expected) => {
    const { warnings } = withFiles({ "production.yaml": minimal(more) }, (folder) =>
      loadEnvironments(folder),
    );
    expect(warnings).toEqual([expect.stringMatching(expected)]);
  });

  it("are none for the common case", () => {
    expect(
      withFiles({ "production.yaml": minimal() }, (folder) => loadEnvironments(folder).warnings),
    ).toEqual([]);
  });
});

describe("legal, and easily refused by mistake", () => {
  it.each([
    [
      "nested patterns of two backends",
      "backends: {a: {paths: [/*], targets: {type: external}}, b: {paths: [/b/*, /b/c], targets: {type: external}}}",
    ],
    [
      "assets within a backend's paths",
      "site: {assets: [/api/static/*]}\nbackends: {a: {paths: [/api/*], targets: {type: external}}}",
    ],
    [
      "one path on hosts that do not meet",
      "domain: {name: example.com, aliases: [a.example.com]}\nbackends: {a: {hosts: [a.example.com], targets: {type: external}}, b: {hosts: [example.com], targets: {type: external}}}",
    ],
    [
      "a redirected wildcard",
      'domain: {name: example.com, aliases: ["*.example.com"], redirectAliases: true}',
    ],
    [
      "names of two domains in external zones",
      "domain: {name: example.com, aliases: [example.org]}\ndns: {type: external}",
    ],
    [
      "patterns that share a backend and cross",
      "backends: {a: {paths: [/*, /a/*, /*/b], targets: {type: external}}}",
    ],
    [
      "no site and no catch-all without an edge",
      "edge: {enabled: false}\nbackends: {a: {paths: [/a/*], targets: {type: external}}}",
    ],
    [
      "anchors, aliases and merged maps",
      "tags: {a: &x y, b: *x}\nbackends:\n  a: &a {targets: {type: external}}\n  b: {<<: *a, paths: [/b/*]}",
    ],
  ])("%s", (_, more) => {
    expect(load(more).project).toBe("shop");
  });
});
