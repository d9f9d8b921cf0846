import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { recordFields } from "../../modules/edge/log-fields";
import { requires } from "../../test-support/requires";
import { fencesOf, read } from "./support";

const [distribution = "", vpc = "", loadBalancer = ""] = fencesOf("docs/logs.md")
  .filter(({ info }) => info === "sh")
  .map(({ text }) => text);

/** A line of a distribution's log, with every field that it has by default. */
function request(status: string, stem: string): string {
  const fields = Object.fromEntries(recordFields(false).map((field) => [field, "-"]));
  return JSON.stringify({
    ...fields,
    date: "2026-11-21",
    time: "14:00:01",
    "cs-method": "GET",
    "cs-uri-stem": stem,
    "sc-status": status,
    "x-edge-detailed-result-type": "Error",
    "time-taken": "0.250",
  });
}

/** Runs a block in a folder that holds `files`, gzipped; the commands that ask AWS are done without. */
function run(block: string, files: Readonly<Record<string, readonly string[]>>): string {
  const folder = mkdtempSync(join(tmpdir(), "logs-"));
  try {
    for (const [path, lines] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), gzipSync(`${lines.join("\n")}\n`));
    }
    const offline = "aws() { :; }; terraform() { echo '{}'; }; set -eu -o pipefail\n";
    const { status, stdout, stderr } = spawnSync("bash", ["-c", offline + block], {
      cwd: folder,
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("docs/logs.md", () => {
  it("names every log and its key", () => {
    for (const key of ["edge.logs", "edge.waf.logs", "loadBalancer.accessLogs", "network.flowLogs"]) {
      expect(read("docs/logs.md")).toContain(`\`${key}\``);
    }
  });
});

requires("jq")("the commands of docs/logs.md", () => {
  it("find the errors of the distribution", () => {
    const out = run(distribution, {
      "logs/E2.2026-11-21-14.a.gz": [request("200", "/"), request("502", "/api/v1/orders/")],
      "logs/E2.2026-11-21-14.b.gz": [request("504", "/api/v1/slow/"), request("404", "/x")],
    });
    expect(out.trimEnd().split("\n")).toEqual([
      "2026-11-21\t14:00:01\tGET\t/api/v1/orders/\t502\tError\t0.250",
      "2026-11-21\t14:00:01\tGET\t/api/v1/slow/\t504\tError\t0.250",
    ]);
  });

  it("count who was turned away by the VPC", () => {
    const names =
      "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";
    const flow = (from: string, port: number, action: string) =>
      `2 123456789012 eni-1 ${from} 10.0.0.5 40000 ${port} 6 1 40 1700000000 1700000060 ${action} OK`;
    const out = run(vpc, {
      "logs/AWSLogs/123456789012/vpcflowlogs/eu-west-1/2026/11/21/a.log.gz": [
        names,
        flow("203.0.113.9", 22, "REJECT"),
        flow("203.0.113.9", 22, "REJECT"),
        flow("198.51.100.7", 5432, "REJECT"),
        flow("192.0.2.1", 443, "ACCEPT"),
      ],
    });
    expect(out.trimEnd().split("\n")).toEqual(["2 203.0.113.9 to port 22", "1 198.51.100.7 to port 5432"]);
  });

  it("show what the load balancer answered by itself", () => {
    const entry = (elb: string, target: string) =>
      `https 2026-11-21T14:00:00.000000Z app/shop/1 203.0.113.9:4000 ${target === "-" ? "-" : "10.0.0.5:8000"} 0.0 0.0 0.0 ${elb} ${target} 100 200 "GET https://example.com:443/api/ HTTP/2.0" "curl/8" TLS13 TLSv1.3`;
    const out = run(loadBalancer, {
      "logs/AWSLogs/123456789012/elasticloadbalancing/eu-west-1/2026/11/21/a.log.gz": [
        entry("403", "-"),
        entry("200", "200"),
      ],
    });
    expect(out.trimEnd()).toBe('1 403 "GET https://example.com:443/api/');
  });
});
