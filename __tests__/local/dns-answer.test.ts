import { answer, type DnsRecord } from "../../local/dns-answer";

const record = (name: string, type: string, ...values: string[]): DnsRecord => ({ name, type, values });
const alias = (name: string, type: string, dnsName: string): DnsRecord => ({
  name,
  type,
  values: [],
  alias: { dnsName },
});

const TARGETS = {
  ipv6: (name: string) =>
    new Map([
      ["four.elb.amazonaws.com.", false],
      ["both.cloudfront.net.", true],
    ]).get(name),
};

const RECORDS = [
  record("plain.example.com.", "A", "203.0.113.1", "203.0.113.2"),
  record("www.example.com.", "CNAME", "plain.example.com"),
  record("loop.example.com.", "CNAME", "loop.example.com."),
  record("*.example.com.", "TXT", '"wild"'),
  alias("lb.example.com.", "A", "four.elb.amazonaws.com"),
  alias("lb.example.com.", "AAAA", "four.elb.amazonaws.com"),
  alias("cdn.example.com.", "A", "both.cloudfront.net"),
  alias("cdn.example.com.", "AAAA", "both.cloudfront.net"),
  alias("same.example.com.", "A", "plain.example.com"),
  alias("gone.example.com.", "A", "gone.cloudfront.net"),
];

describe("what DNS answers", () => {
  it.each<[string, string, unknown]>([
    ["plain.example.com", "A", ["203.0.113.1", "203.0.113.2"]],
    ["PLAIN.example.com.", "A", ["203.0.113.1", "203.0.113.2"]],
    ["plain.example.com", "AAAA", []],
    ["www.example.com", "A", ["203.0.113.1", "203.0.113.2"]],
    ["loop.example.com", "A", []],
    ["lb.example.com", "A", [expect.stringMatching(/^192\.0\.2\.\d+$/)]],
    ["lb.example.com", "AAAA", []],
    ["cdn.example.com", "A", [expect.stringMatching(/^192\.0\.2\.\d+$/)]],
    ["cdn.example.com", "AAAA", [expect.stringMatching(/^2001:db8::[0-9a-f]{4}$/)]],
    ["same.example.com", "A", ["203.0.113.1", "203.0.113.2"]],
    ["gone.example.com", "A", []],
    ["any.example.com", "TXT", ['"wild"']],
    ["plain.example.com", "TXT", []],
    ["nothing.example.net", "A", []],
  ])("%s %s", (name, type, expected) => {
    expect(answer(RECORDS, name, type, TARGETS)).toEqual(expected);
  });
});
