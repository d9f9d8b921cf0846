import type { Environment } from "../../config/environment";
import { hostsOf } from "../../stacks/hosts";
import { environment, type Keys, synthEnvironment } from "../../test-support/environments";
import { type Answer, answersTo } from "../../test-support/exposure/answers";
import { COMBINATIONS } from "../../test-support/legal-combinations";
import { SHAPE_NAMES, shape, synthShape } from "../../test-support/shapes";
import type { Synthesized } from "../../test-support/synth";

/** What someone sends who is after a backend: nobody's name, names that resemble one, and those of the machines. */
function foreignHosts({ domain }: Environment): string[] {
  const { name } = domain;
  return [
    "",
    "localhost",
    "evil.test",
    `${name}.evil.test`,
    `evil${name}`,
    `evil-${name}`,
    name.slice(1),
    `${name}.`,
    "10.0.1.10",
    "203.0.113.7:443",
    "shop-production-public-1234567890.eu-west-1.elb.amazonaws.com",
    "d111111abcdef8.cloudfront.net",
  ];
}

const PATHS = ["/", "/api", "/api/v1/test/", "/admin/", "/anything/else"];

function answers(stack: Synthesized, hosts: readonly string[], secret: boolean): Map<string, Set<Answer>> {
  const found = new Map<string, Set<Answer>>();
  for (const host of hosts) {
    for (const path of PATHS) {
      for (const { port, answer } of answersTo(stack, { host, path, secret })) {
        found.set(`${port} ${host}`, (found.get(`${port} ${host}`) ?? new Set()).add(answer));
      }
    }
  }
  return found;
}

function forwarded(found: Map<string, Set<Answer>>): string[] {
  return [...found].flatMap(([place, said]) => (said.has("forward") ? [place] : []));
}

const SERVING = SHAPE_NAMES.filter((name) => shape(name).dns.stage !== "request");

describe.each(SERVING)("%s", (name) => {
  const of = shape(name);
  const stack = synthShape(name);
  const { served, origin } = hostsOf(of);
  const plain = served.map((host) => host.replace(/^\*/, "any"));

  it("forwards no Host but its own names, whatever the path, the port and the secret", () => {
    const foreign = [
      ...foreignHosts(of),
      ...(origin === undefined || plain.includes(origin) ? [] : [origin]),
    ];
    const own = foreign.filter(
      (host) => !served.some((each) => each.startsWith("*.") && host.endsWith(each.slice(1))),
    );
    expect(own.length).toBeGreaterThan(9);
    expect(forwarded(answers(stack, own, true))).toEqual([]);
    expect(forwarded(answers(stack, own, false))).toEqual([]);
  });

  it("forwards its own names", () => {
    const hosts = forwarded(answers(stack, plain, true)).map((place) => place.split(" ")[1]);
    expect([...new Set(hosts)].sort()).toEqual([...new Set(plain)].sort());
  });

  it("and those without the secret only where there is none", () => {
    const { exposure } = of.loadBalancer;
    expect(forwarded(answers(stack, plain, false)).length > 0).toBe(exposure !== "cloudfront");
  });
});

const LEGAL = COMBINATIONS.filter(({ outcome }) => outcome !== "refused").map((row) => ({
  ...row,
  name: `edge ${row.edge ? "on" : "off"}, ${row.exposure}, ${row.http}`,
}));

describe.each(LEGAL)("$name", ({ edge, exposure, http }) => {
  const keys: Keys = {
    domain: { name: "example.com", aliases: ["www.example.com"] },
    edge: { enabled: edge },
    loadBalancer: { exposure, http },
    backends: {
      api: { paths: ["/api/*"], targets: { type: "external" } },
      web: { ...(http === "forward" ? { httpPort: 80 } : {}), paths: ["/*"], targets: { type: "external" } },
    },
  };
  const of = environment(keys);
  const stack = synthEnvironment(of);

  it("forwards no foreign Host", () => {
    for (const secret of [true, false]) {
      const found = answers(stack, [...foreignHosts(of), "origin.example.com"], secret);
      expect(found.size).toBeGreaterThan(9);
      expect(forwarded(found)).toEqual([]);
    }
  });

  it("answers a foreign Host itself, or sends it on to HTTPS", () => {
    const said = new Set(
      [...answers(stack, ["evil.test"], true)].map(
        ([place, found]) => `${place.split(" ")[0]} ${[...found].join()}`,
      ),
    );
    expect([...said].sort()).toEqual(
      [
        "443 refuse",
        ...(http === "closed" ? [] : [`80 ${http === "redirect" ? "redirect" : "refuse"}`]),
      ].sort(),
    );
  });
});

it("a rule without a host would be found", () => {
  const stack = synthShape("smallest");
  const [rule] = Object.values(stack.resource["aws_lb_listener_rule"] ?? {});
  const open = { ...stack.resource, aws_lb_listener_rule: { open: { ...rule, condition: [] } } };
  expect(forwarded(answers({ ...stack, resource: open }, ["evil.test"], false))).toEqual(["443 evil.test"]);
});
