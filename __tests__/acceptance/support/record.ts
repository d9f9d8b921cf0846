import type { RunRecord } from "../../../acceptance/record/record";
import type { Description } from "../../../acceptance/stack/description";
import { ALL } from "../../../acceptance/verify/checks";

export const DESCRIPTION: Description = {
  id: "abc123",
  account: "210987654321",
  region: "eu-west-1",
  domain: "example.com",
  zone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
  subnetId: "subnet-0123456789abcdef0",
  imageId: "ami-0123456789abcdef0",
};

/** A run on AWS in which everything went as it should. */
export function acceptedRecord(changes: Partial<RunRecord> = {}): RunRecord {
  const step = { startedAt: "2026-01-02T03:04:05.000Z", seconds: 61, outcome: "done" } as const;
  return {
    form: 1,
    place: "AWS",
    description: DESCRIPTION,
    startedAt: "2026-01-02T03:04:05.000Z",
    report: "report.md",
    state: "torn down",
    complete: true,
    versions: { Gatehouse: "0.1.0, commit 0123abc", Terraform: "1.11.4", Node: "v20.9.0 on linux x64" },
    cost: {
      asOf: "2024-02-01",
      limit: 1,
      hours: 2,
      total: 0.19,
      items: [
        { what: "load balancer, 2 h", dollars: 0.09 },
        { what: "4 public IPv4 addresses, 2 h", dollars: 0.04 },
      ],
    },
    existed: { from: "2026-01-02T03:05:00.000Z", to: "2026-01-02T03:40:30.000Z" },
    steps: [
      { ...step, name: "plan" },
      { ...step, name: "deploy" },
    ],
    checks: ALL.map(({ id, claim }) => ({ id, claim, status: "OK", seen: "200" })),
    left: [],
    ...changes,
  };
}
