import { type Arbitrary, array, constant, constantFrom, integer, tuple } from "fast-check";
import { isMap } from "./schema";
import { matching } from "./texts";

/** What keys far apart have to agree on, by the mark that stands for it in a hint. */
export type World = Readonly<Record<string, string>>;

/** The name that the file has. */
export const NAME = "fuzz";

/** Files that lie beside it. */
export const BESIDE: Readonly<Record<string, string>> = {
  "_base.yaml": "tags: {Base: fuzz}\n",
  "user-data.sh": "#!/bin/sh\nexit 0\n",
};

export function worlds(): Arbitrary<World> {
  const label = matching("^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$").filter((text) => !text.includes("--"));
  const domain = tuple(
    array(label, { minLength: 1, maxLength: 2 }),
    constantFrom("com", "org", "co.uk", "dev"),
  );
  return tuple(
    domain.map(([labels, top]) => `${labels.join(".")}.${top}`),
    tuple(label, label),
    constantFrom("eu-west-1", "us-east-1", "ap-southeast-2", "eu-central-1"),
    matching("^[0-9]{12}$"),
  ).map(([name, [one, two], region, account]) => ({
    "<domain>": name,
    "<one>": `${one}.${name}`,
    "<two>": `${two}.${name}`,
    "<region>": region,
    "<account>": account,
  }));
}

/** A value with what its marks stand for. */
export function inWorld(value: unknown, world: World): unknown {
  if (typeof value === "string") return value.replace(/<[a-z]+>/g, (mark) => world[mark] ?? mark);
  if (Array.isArray(value)) return value.map((each) => inWorld(each, world));
  return isMap(value)
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inWorld(each, world)]))
    : value;
}

const id = "11111111-2222-4333-8444-555555555555";
const directive = constantFrom(
  "default-src",
  "img-src",
  "script-src",
  "style-src",
  "upgrade-insecure-requests",
);
const source = constantFrom("self", "https:", "https://cdn.example.net", "data:");
const policy = constantFrom("default-src 'self'", "default-src 'self'; img-src https:; object-src 'none'");
const octet = integer({ min: 4, max: 250 });

/**
 * What no pattern tells, or what has to agree with other keys. A place is written as in the reference, the names of a
 * map that are free as `{}`.
 */
export const HINTS: Readonly<Record<string, Arbitrary<unknown>>> = {
  environment: constant(NAME),
  extends: constant("_base.yaml"),
  region: constant("<region>"),
  accountId: constant("<account>"),
  "domain.name": constant("<domain>"),
  "domain.aliases[]": constantFrom("<one>", "<two>", "www.<domain>", "*.<domain>"),
  "dns.zone": constant("<domain>"),
  "dns.caa[]": constantFrom("amazon.com", "amazontrust.com", "letsencrypt.org"),
  "certificates.viewer": constant(`arn:aws:acm:us-east-1:<account>:certificate/${id}`),
  "certificates.regional": constant(`arn:aws:acm:<region>:<account>:certificate/${id}`),
  "state.region": constant("<region>"),
  "state.kmsKeyId": constant(`arn:aws:kms:<region>:<account>:key/${id}`),
  "network.cidr": constantFrom("10.0.0.0/16", "10.1.0.0/20", "192.168.0.0/20"),
  "network.zones[]": constantFrom("<region>a", "<region>b", "<region>c"),
  "backends.*.hosts[]": constantFrom("<domain>", "<one>", "<two>"),
  "backends.*.healthCheck.matcher": constantFrom("200", "200-299", "200,204"),
  "backends.*.targets.addresses[]": tuple(octet, octet).map(([a, b]) => `10.0.${a}.${b}`),
  "backends.*.targets.userData": constant("user-data.sh"),
  "site.headers.permissionsPolicy.*[]": constantFrom("self", "https://maps.example.net"),
  "site.headers.permissionsPolicy{}": constantFrom("camera", "geolocation", "microphone"),
  "site.headers.custom.*": constantFrom("on", "no-store", "example"),
  "site.headers.custom{}": constantFrom("x-robots-tag", "x-build", "x-team"),
  "site.contentSecurityPolicy": policy,
  "site.contentSecurityPolicy{}": directive,
  "site.contentSecurityPolicy.*[]": source,
  "site.contentSecurityPolicyReportOnly": policy,
  "site.contentSecurityPolicyReportOnly{}": directive,
  "site.contentSecurityPolicyReportOnly.*[]": source,
  "edge.geo.allow[]": constantFrom("DE", "FR", "GB", "US"),
  "edge.geo.deny[]": constantFrom("KP", "AQ"),
  "direct.name": constant("ssh.<domain>"),
  "direct.ssh.from[]": constantFrom("203.0.113.0/24", "198.51.100.7/32", "10.0.0.0/8"),
  "alarms.topicArn": constant("arn:aws:sns:<region>:<account>:alarms"),
  "alarms.edgeTopicArn": constant("arn:aws:sns:us-east-1:<account>:alarms"),
};
