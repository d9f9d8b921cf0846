import type { Side } from "./support";

const external = { targets: { type: "external" } };
const internet = { exposure: "internet" };
const api = (more: Readonly<Record<string, unknown>>) => ({ backends: { api: { ...external, ...more } } });
const addresses = (count: number) => Array.from({ length: count }, (_, index) => `10.0.1.${index}`);
const scaled = (more: Readonly<Record<string, unknown>>) =>
  api({
    targets: { type: "autoScaling", image: "ami-0123456789abcdef0", instanceType: "t3.small", ...more },
  });
const made = (nat: boolean) => ({ network: { type: "create", cidr: "10.0.0.0/16", nat } });
const S3 = { type: "s3", bucket: "shop-state", region: "eu-west-1" };
const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/11111111-1111-4111-8111-111111111111`;
const topic = (region: string) => `arn:aws:sns:${region}:123456789012:ops`;

/** Rules about the load balancer, what is behind it, and where the state is. */
export const SERVING_SIDES: readonly Side[] = [
  {
    rule: "exposure",
    what: "CloudFront alone with an edge, and without",
    holds: { loadBalancer: { exposure: "cloudfront" } },
    breaks: { loadBalancer: { exposure: "cloudfront" }, edge: { enabled: false } },
    as: "problem",
  },
  {
    rule: "exposure",
    what: "the internet without an edge, and with one",
    holds: { loadBalancer: internet, edge: { enabled: false } },
    breaks: { loadBalancer: internet },
    as: "warning",
  },
  {
    rule: "private-exposure",
    what: "IPv4, and both",
    holds: { loadBalancer: { exposure: "private", ipAddressType: "ipv4" } },
    breaks: { loadBalancer: { exposure: "private", ipAddressType: "dualstack" } },
    as: "problem",
  },
  {
    rule: "http",
    what: "port 80 open to the internet, and to CloudFront alone",
    holds: { loadBalancer: { ...internet, http: "redirect" } },
    breaks: { loadBalancer: { http: "redirect" } },
    as: "problem",
  },
  {
    rule: "forward-ports",
    what: "one backend with a port, and none",
    holds: { loadBalancer: { ...internet, http: "forward" }, ...api({ httpPort: 80 }) },
    breaks: { loadBalancer: { ...internet, http: "forward" } },
    as: "problem",
  },
  {
    rule: "edge-features",
    what: "a web ACL with an edge, and without",
    holds: { edge: { waf: {} } },
    breaks: { edge: { enabled: false, waf: {} } },
    as: "problem",
  },
  {
    rule: "network-zones",
    what: "/23, and /24",
    holds: { network: { type: "create", cidr: "10.0.0.0/23" } },
    breaks: { network: { type: "create", cidr: "10.0.0.0/24" } },
    as: "problem",
  },
  {
    rule: "network-zones",
    what: "a zone of the region, and of another",
    holds: { network: { type: "create", cidr: "10.0.0.0/16", zones: ["eu-west-1a", "eu-west-1b"] } },
    breaks: { network: { type: "create", cidr: "10.0.0.0/16", zones: ["eu-west-1a", "eu-west-2b"] } },
    as: "problem",
  },
  {
    rule: "security-group-quota",
    what: "60 rules out, and 61",
    holds: api({ targets: { type: "addresses", addresses: addresses(60) } }),
    breaks: api({ targets: { type: "addresses", addresses: addresses(61) } }),
    as: "problem",
  },
  {
    rule: "several-instances",
    what: "one machine, and two",
    holds: api({ targets: { type: "addresses", addresses: addresses(1) } }),
    breaks: api({ targets: { type: "addresses", addresses: addresses(2) } }),
    as: "warning",
  },
  {
    rule: "instance-subnets",
    what: "private subnets with a way out, and without",
    holds: { ...made(true), ...scaled({ subnets: "private" }) },
    breaks: { ...made(false), ...scaled({ subnets: "private" }) },
    as: "problem",
  },
  {
    rule: "scaling-room",
    what: "one more at most than at least, and as many",
    holds: scaled({ min: 2, max: 3, scaling: { cpu: 50 } }),
    breaks: scaled({ min: 2, max: 2, scaling: { cpu: 50 } }),
    as: "warning",
  },
  {
    rule: "image-parameter",
    what: "a parameter of one's own, and AWS's",
    holds: scaled({ image: "resolve:ssm:/shop/image:7" }),
    breaks: scaled({
      image: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64:7",
    }),
    as: "warning",
  },
  {
    rule: "health-path",
    what: "a path that begins like a login, and one",
    holds: api({ healthCheck: { path: "/administration/" } }),
    breaks: api({ healthCheck: { path: "/admin/" } }),
    as: "warning",
  },
  {
    rule: "health-path",
    what: "codes up to 400, and up to 401",
    holds: api({ healthCheck: { matcher: "200-299,400" } }),
    breaks: api({ healthCheck: { matcher: "200-299,400-401" } }),
    as: "warning",
  },
  {
    rule: "timeouts",
    what: "as long as CloudFront waits, and a second less",
    holds: { loadBalancer: { idleTimeout: 60 } },
    breaks: { loadBalancer: { idleTimeout: 59 } },
    as: "warning",
  },
  {
    rule: "drain",
    what: "a second above the idle timeout, and as long",
    holds: { loadBalancer: { idleTimeout: 89 } },
    breaks: { loadBalancer: { idleTimeout: 90 } },
    as: "warning",
  },
  {
    rule: "origin-secret",
    what: "a parameter where there is a secret, and where there is none",
    holds: { loadBalancer: { originSecret: { ssm: "/a" } } },
    breaks: { loadBalancer: { ...internet, originSecret: { ssm: "/a" } } },
    as: "warning",
  },
  {
    rule: "alarm-topics",
    what: "a topic in each region, and CloudFront's in ours",
    holds: { alarms: { topicArn: topic("eu-west-1"), edgeTopicArn: topic("us-east-1") } },
    breaks: { alarms: { topicArn: topic("eu-west-1"), edgeTopicArn: topic("eu-west-1") } },
    as: "problem",
  },
  {
    rule: "state-key-region",
    what: "a key of the bucket's region, and of another",
    holds: { state: { ...S3, kmsKeyId: key("eu-west-1") } },
    breaks: { state: { ...S3, kmsKeyId: key("eu-west-2") } },
    as: "problem",
  },
  {
    rule: "state-lock",
    what: "a server that locks, and one that does not",
    holds: { state: { type: "http", address: "https://state.example.com/a" } },
    breaks: { state: { type: "http", address: "https://state.example.com/a", lock: false } },
    as: "warning",
  },
  {
    rule: "layered-state",
    what: "1024 characters with the longest layer's, and 1025",
    holds: { layout: "layered", state: { ...S3, key: "k".repeat(1016) } },
    breaks: { layout: "layered", state: { ...S3, key: "k".repeat(1017) } },
    as: "problem",
  },
];
