import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../config/environment";
import { loadEnvironment } from "../config/load";
import { environment, type Keys, synthEnvironment } from "./environments";
import type { Synthesized } from "./synth";

const ROOT = join(__dirname, "..");

/** Files that are part of the product. */
export const EXAMPLES = {
  example: "environments/example.yaml",
  tutorial: "examples/environments/tutorial.yaml",
  classic: "examples/environments/classic.yaml",
  platform: "examples/environments/platform.yaml",
  private: "examples/environments/private.yaml",
  secured: "examples/environments/secured.yaml",
} as const;

const REGIONAL = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-1111-1111-1111-111111111111";
const VIEWER = "arn:aws:acm:us-east-1:123456789012:certificate/22222222-2222-2222-2222-222222222222";

const api = { paths: ["/api/*"], targets: { type: "instances", instances: [{ id: "i-0123456789abcdef0" }] } };
const named = { name: "example.com", aliases: ["www.example.com"] };
const withSite: Keys = { backends: { api }, site: { spa: true } };
const withoutEdge: Keys = { edge: { enabled: false } };

/** Environments that differ from the smallest file by what their name says. */
const VARIANTS = {
  smallest: {},
  "with a site": withSite,
  "pages in directories": { backends: { api }, site: { spa: false } },
  "backends by path": {
    backends: {
      admin: { paths: ["/admin/*"], port: 8001, targets: { type: "external" } },
      api: { ...api, healthCheck: { port: 9000 } },
      web: { paths: ["/*"], port: 3000, targets: { type: "tags", tags: { Role: "web" } } },
    },
  },
  "backends by host": {
    domain: { name: "example.com", aliases: ["api.example.com", "www.example.com"] },
    backends: {
      api: { hosts: ["api.example.com"], targets: { type: "external" } },
      web: { hosts: ["example.com", "www.example.com"], port: 3000, targets: { type: "external" } },
    },
  },
  "aliases redirected": { ...withSite, domain: { ...named, redirectAliases: true } },
  "aliases redirected without an edge": { ...withoutEdge, domain: { ...named, redirectAliases: true } },
  "wildcard alias": { domain: { name: "example.com", aliases: ["*.example.com"] } },
  "dualstack without an edge": { ...withoutEdge, loadBalancer: { ipAddressType: "dualstack" } },
  "dualstack with an edge": { loadBalancer: { ipAddressType: "dualstack" } },
  "port 80 closed without an edge": { ...withoutEdge, loadBalancer: { http: "closed" } },
  "created VPC": { network: { type: "create", cidr: "10.0.0.0/16", zones: 2 } },
  "created VPC with NAT": {
    network: { type: "create", cidr: "10.0.0.0/16", zones: ["eu-west-1a", "eu-west-1b"], nat: true },
    loadBalancer: { ipAddressType: "dualstack" },
  },
  "private in a created VPC": {
    loadBalancer: { exposure: "private" },
    network: { type: "create", cidr: "10.0.0.0/16", zones: 2 },
  },
  "private in the default VPC, without some zones": {
    region: "us-east-1",
    loadBalancer: { exposure: "private" },
  },
  "private in a VPC of another state": {
    region: "us-east-1",
    loadBalancer: { exposure: "private" },
    network: {
      type: "remoteState",
      state: { type: "s3", bucket: "platform-state", key: "network/terraform.tfstate" },
    },
  },
  "VPC of another state": {
    network: {
      type: "remoteState",
      state: { type: "s3", bucket: "platform-state", key: "network/terraform.tfstate" },
      outputs: { privateSubnetIds: "private_subnets" },
    },
  },
  "targets by address": {
    backends: { api: { targets: { type: "addresses", addresses: ["10.0.1.10", "10.0.1.11"] } } },
  },
  "external zone, request": { dns: { type: "external", stage: "request" } },
  "external zone, ready": { dns: { type: "external", stage: "ready" } },
  "created zone, request": { dns: { type: "create", stage: "request" } },
  "created zone, ready": { dns: { type: "create", stage: "ready" } },
  "own viewer certificate": { certificates: { viewer: VIEWER } },
  "own regional certificate": { certificates: { regional: REGIONAL } },
  "own certificates": { certificates: { viewer: VIEWER, regional: REGIONAL } },
  "secret in SSM": { loadBalancer: { originSecret: { ssm: "/shop/production/origin-secret" } } },
  "access logs in a bucket of theirs": {
    accountId: undefined,
    loadBalancer: { accessLogs: { bucket: "shop-logs", prefix: "alb" } },
  },
  "access logs in a bucket made here": { accountId: undefined, loadBalancer: { accessLogs: {} } },
  "every log": {
    ...withSite,
    accountId: undefined,
    network: { type: "create", cidr: "10.0.0.0/16", flowLogs: { traffic: "rejected", retentionDays: 14 } },
    loadBalancer: { accessLogs: {} },
    edge: { logs: { queryStrings: true } },
  },
  unprotected: { ...withSite, protect: false },
  "state in S3": { state: { type: "s3", bucket: "shop-terraform-state" } },
  "state of the pipeline": { state: { type: "pipeline", backend: "http" } },
  "direct access": {
    direct: {
      name: "ssh.example.com",
      address: "198.51.100.7",
      ssh: { from: ["203.0.113.0/24", "2001:db8::/48"] },
    },
  },
  "direct access, external zone": {
    dns: { type: "external", stage: "ready" },
    direct: {
      name: "ssh.example.com",
      address: "eipalloc-0123456789abcdef0",
      ssh: { from: ["203.0.113.0/24"], securityGroupId: "sg-0123456789abcdef0" },
    },
  },
  "direct name alone": { direct: { name: "ssh.example.com", address: "198.51.100.7" } },
  "certificate authorities named": {
    dns: { type: "existing", zoneId: "Z0123456789ABC", caa: ["amazon.com"] },
  },
  "a password without redirects": {
    backends: { api },
    site: { basicAuth: { passwords: [`preview:${"0".repeat(32)}:${"1".repeat(64)}`], exempt: ["/api/*"] } },
  },
  "web ACL without a site": { edge: { waf: { mode: "block" }, geo: { allow: ["DE", "FR"] } } },
  "alarms by mail": { ...withSite, edge: { waf: {} }, alarms: { email: "ops@example.com" } },
  "alarms by mail in us-east-1": { region: "us-east-1", alarms: { email: "ops@example.com" } },
  "alarms to topics of theirs": {
    alarms: {
      topicArn: "arn:aws:sns:eu-west-1:123456789012:ops",
      edgeTopicArn: "arn:aws:sns:us-east-1:123456789012:ops",
      dashboard: false,
    },
  },
  "alarms without an edge": {
    ...withoutEdge,
    loadBalancer: { http: "forward" },
    backends: { api: { httpPort: 8001, targets: { type: "external" } } },
    alarms: { email: "ops@example.com" },
  },
} satisfies Record<string, Keys>;

export type ShapeName = keyof typeof EXAMPLES | keyof typeof VARIANTS;

const variants: ReadonlyMap<string, Keys> = new Map(Object.entries(VARIANTS));
const examples: ReadonlyMap<string, string> = new Map(Object.entries(EXAMPLES));

/** The names of all shapes that stacks are tested in. */
export const SHAPE_NAMES: readonly string[] = [...examples.keys(), ...variants.keys()];

/** The environment of a shape. */
export function shape(name: string): Environment {
  const file = examples.get(name);
  return file === undefined ? environment(variants.get(name)) : loadEnvironment(join(ROOT, file)).environment;
}

const synthesized = new Map<string, Synthesized>();

/** The stack of a shape, synthesized once in a test file. */
export function synthShape(name: string): Synthesized {
  const known = synthesized.get(name) ?? synthEnvironment(shape(name));
  synthesized.set(name, known);
  return known;
}

/** The text of an example file. */
export function exampleText(name: keyof typeof EXAMPLES): string {
  return readFileSync(join(ROOT, EXAMPLES[name]), "utf8");
}
