import type { Clients } from "../../../cli/aws/clients";
import type { Check } from "../../../cli/preflight/check";
import type { Answer, Caa } from "../../../cli/preflight/dns/answers";
import type { Look } from "../../../cli/preflight/look";
import { runCheck } from "../../../cli/preflight/run-check";
import type { InstanceSeen } from "../../../cli/preflight/seen/instances";
import { hostsOf } from "../../../stacks/hosts";
import { environment, type Keys } from "../../../test-support/environments";

/** What DNS answers, by question such as `example.com NS`; nothing else is there. */
export type Answers = Readonly<Record<string, Answer<string> | Answer<Caa>>>;

export const INSTANCE: InstanceSeen = {
  id: "i-0123456789abcdef0",
  state: "running",
  vpcId: "vpc-1",
  zone: "eu-west-1a",
  privateIp: "10.0.0.7",
  publicIp: "198.51.100.7",
  groupIds: ["sg-1"],
};

/** A look in which nothing is to be seen but what a test puts there. */
export function look(keys: Keys, more: Partial<Look> & { readonly answers?: Answers } = {}): Look {
  const of = environment(keys);
  const { answers = {}, ...seen } = more;
  const unseen = (what: string) => async (): Promise<never> => {
    throw new Error(`nobody should look at ${what}`);
  };
  const none = { kind: "none" } as const;
  return {
    environment: of,
    hosts: hostsOf(of),
    dns: {
      source: "a test",
      ns: async (name) => strings(answers[`${name} NS`] ?? none),
      cname: async (name) => strings(answers[`${name} CNAME`] ?? none),
      caa: async (name) => caas(answers[`${name} CAA`] ?? none),
    },
    connect: undefined,
    askHealth: unseen("health"),
    hardware: [],
    get clients(): Clients {
      throw new Error("nobody should ask AWS");
    },
    zone: unseen("the zone"),
    network: unseen("the network"),
    instances: unseen("instances"),
    distributions: unseen("distributions"),
    balancer: unseen("the load balancer"),
    state: unseen("the state"),
    ...seen,
  };
}

function strings(answer: Answer<string> | Answer<Caa>): Answer<string> {
  if (answer.kind !== "records") return answer;
  return {
    kind: "records",
    records: answer.records.flatMap((each) => (typeof each === "string" ? [each] : [])),
  };
}

function caas(answer: Answer<string> | Answer<Caa>): Answer<Caa> {
  if (answer.kind !== "records") return answer;
  return {
    kind: "records",
    records: answer.records.flatMap((each) => (typeof each === "string" ? [] : [each])),
  };
}

/** `fail name servers: ...` for each line, and whether every FAIL and WARNING says what mends it. */
export async function linesOf(check: Check, at: Look): Promise<readonly string[]> {
  const findings = await runCheck(check, at);
  for (const { id, result, mend } of findings) {
    expect(id).toBe(check.id);
    if (result === "fail" || result === "warning") expect(mend).toMatch(/\w/);
  }
  return findings.map((finding) => `${finding.result} ${finding.check}: ${finding.seen}`);
}
