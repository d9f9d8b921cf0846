import type { Side } from "./support";

const VIEWER = "arn:aws:acm:us-east-1:123456789012:certificate/a";
const REGIONAL = "arn:aws:acm:eu-west-1:123456789012:certificate/b";
const external = { targets: { type: "external" } };
const named = (name: string, ...aliases: readonly string[]) => ({ domain: { name, aliases } });
const reached = {
  address: "198.51.100.7",
  ssh: { from: ["203.0.113.0/24"], securityGroupId: "sg-0123456789abcdef0" },
};
const many = (count: number) => Array.from({ length: count }, (_, index) => `n${index}.example.com`);
const label = (length: number) => `${"a".repeat(length - ".example.com".length)}.example.com`;

/** Rules about names, their zone and their certificates. */
export const NAME_SIDES: readonly Side[] = [
  {
    rule: "backend-hosts",
    what: "one level below a wildcard, and two",
    holds: {
      ...named("example.com", "*.example.com"),
      backends: { a: external, b: { paths: ["/b"], hosts: ["a.example.com"], ...external } },
    },
    breaks: {
      ...named("example.com", "*.example.com"),
      backends: { a: external, b: { paths: ["/b"], hosts: ["a.b.example.com"], ...external } },
    },
    as: "problem",
  },
  {
    rule: "host-rule",
    what: "every name on some backend, and all but one",
    holds: {
      ...named("example.com", "www.example.com"),
      backends: {
        a: { hosts: ["example.com"], ...external },
        b: { hosts: ["www.example.com"], ...external },
      },
    },
    breaks: {
      ...named("example.com", "www.example.com"),
      backends: { a: { hosts: ["example.com"], ...external } },
    },
    as: "warning",
  },
  {
    rule: "repeated-name",
    what: "another name, and the name itself",
    holds: named("example.com", "www.example.com"),
    breaks: named("example.com", "example.com"),
    as: "problem",
  },
  {
    rule: "redirect-loop",
    what: "a wildcard beside the name, and around it",
    holds: {
      domain: { name: "www.example.com", aliases: ["*.example.org"], redirectAliases: true },
      edge: { enabled: false },
    },
    breaks: {
      domain: { name: "www.example.com", aliases: ["*.example.com"], redirectAliases: true },
      edge: { enabled: false },
    },
    as: "problem",
  },
  {
    rule: "public-suffix",
    what: "below a suffix, and the suffix",
    holds: named("shop.co.uk"),
    breaks: named("co.uk"),
    as: "problem",
  },
  {
    rule: "zone-names",
    what: "a name of the zone, and one that ends alike",
    holds: { ...named("shop.example.com"), dns: { type: "existing", zone: "example.com" } },
    breaks: { ...named("shopexample.com"), dns: { type: "existing", zone: "example.com" } },
    as: "problem",
  },
  {
    rule: "origin-name",
    what: "the origin of another name, and of the name",
    holds: named("example.com", "origin.www.example.com"),
    breaks: named("example.com", "origin.example.com"),
    as: "problem",
  },
  {
    rule: "direct-name",
    what: "a name of its own, and a viewer's",
    holds: { direct: { name: "ssh.example.com", ...reached } },
    breaks: { direct: { name: "example.com", ...reached } },
    as: "problem",
  },
  {
    rule: "own-certificates",
    what: "the region that reads it, and another",
    holds: { certificates: { viewer: VIEWER, regional: REGIONAL } },
    breaks: { certificates: { viewer: REGIONAL } },
    as: "problem",
  },
  {
    rule: "viewer-certificate",
    what: "one that is requested, and one whose names ACM knows",
    holds: named("example.com", "*.example.com"),
    breaks: { certificates: { viewer: VIEWER } },
    as: "unchecked",
  },
  {
    rule: "regional-certificate",
    what: "one that is requested, and one whose names ACM knows",
    holds: named("example.com", "*.example.com"),
    breaks: { certificates: { regional: REGIONAL } },
    as: "unchecked",
  },
  {
    rule: "certificate-quota",
    what: "ten names with the origin's, and eleven",
    holds: named("example.com", ...many(8)),
    breaks: named("example.com", ...many(9)),
    as: "problem",
  },
  {
    rule: "certificate-name",
    what: "64 characters, and 65",
    holds: named(label(64).replace(/^a{63,}/, (text) => text.slice(0, 52))),
    breaks: named(`${"a".repeat(40)}.${"b".repeat(12)}.example.com`),
    as: "problem",
  },
];
