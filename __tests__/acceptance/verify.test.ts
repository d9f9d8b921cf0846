import type { CheckLine, RunRecord } from "../../acceptance/record/record";
import { Stopped } from "../../acceptance/record/stop";
import { ALL, INSIDE, OUTSIDE, SPECIAL } from "../../acceptance/verify/checks";
import type { Outside, Verifying } from "../../acceptance/verify/outside";
import { verify } from "../../acceptance/verify/verify";
import { type Reply, type Request, SUBJECT, startFront } from "./support/front";
import { acceptedRecord } from "./support/record";
import { brokenStack } from "./support/stack";

const VERIFIED = ALL.filter(({ id }) => id !== SPECIAL.plan.id && id !== SPECIAL.left.id);
/** Nothing listens there: https://www.rfc-editor.org/rfc/rfc6335 has it for TCP's multiplexer. */
const CLOSED = { host: "127.0.0.1", port: 1 };
const OUTPUTS = {
  distribution_domain_name: { value: SUBJECT.distribution },
  site_bucket: { value: SUBJECT.bucket },
  origin_secret_header: { value: SUBJECT.secret.name },
  instance_address: { value: "192.0.2.10" },
  target_group_arns: { value: { echo: "arn:aws:elasticloadbalancing:target-group" } },
};

interface Scene {
  readonly place?: RunRecord["place"];
  /** what the stack answers otherwise than it should */
  readonly fault?: (request: Request, right: Reply) => Partial<Reply> | undefined;
  /** whether rules of security groups keep anyone out @default true */
  readonly guarded?: boolean;
  /** whether letting this machine in has an effect @default true */
  readonly opens?: boolean;
  readonly signal?: AbortSignal;
}

/** What verifying says of a stack, and what it did to it. */
async function verified({ place = "AWS", fault, guarded = true, opens = true, signal }: Scene = {}) {
  const lines: CheckLine[] = [];
  const applied: (string | undefined)[] = [];
  const uploaded: string[] = [];
  let record = acceptedRecord({ place, checks: [] });
  let built = SUBJECT.build;
  const front = await startFront(
    brokenStack(
      (request, right) => fault?.(request, right),
      () => built,
    ),
  );
  const isOpen = () => !guarded || (opens && record.openTo === "198.51.100.7");
  const outside: Outside = {
    reach: {
      ...front.reach,
      connect: (host, port) => {
        const behind = host === SUBJECT.origin || port === 8000;
        return behind && !isOpen() ? CLOSED : (front.reach.connect?.(host, port) ?? CLOSED);
      },
    },
    resolve: async (name, type) => (type === "A" || name === SUBJECT.host ? ["x"] : []),
    patience: { first: 0, rest: 0, every: 0.01 },
    upload: async (bucket, build) => {
      uploaded.push(bucket);
      built = build;
    },
    healthy: async () => ({ status: "OK", seen: "healthy" }),
  };
  const session: Verifying = {
    get record() {
      return record;
    },
    folder: { secret: SUBJECT.secret.value },
    stop: { work: signal ?? new AbortController().signal },
    terraform: { read: async () => JSON.stringify(OUTPUTS) },
    add: (line) => lines.push(line),
    update: (changes) => {
      record = { ...record, ...changes };
    },
    synthesize: () => {},
    change: async ([command]) => {
      applied.push(command);
    },
    step: (_, __, work) => work(),
  };
  try {
    await verify(session, outside);
    return { lines, applied, uploaded, record };
  } finally {
    await front.close();
  }
}

function statusesOf(lines: readonly CheckLine[], ids: readonly { readonly id: string }[]) {
  return ids.map(({ id }) => lines.find((line) => line.id === id)?.status);
}

describe("a stack on AWS", () => {
  it("that is as it should be passes every check, each once and in the report's order", async () => {
    const { lines, applied, uploaded, record } = await verified();
    expect(lines.filter(({ status }) => status !== "OK")).toEqual([]);
    expect(lines.map(({ id }) => id)).toEqual(VERIFIED.map(({ id }) => id));
    expect({ applied, uploaded, openTo: record.openTo }).toEqual({
      applied: ["apply"],
      uploaded: [SUBJECT.bucket],
      openTo: "198.51.100.7",
    });
  });

  it("that anyone gets into past CloudFront fails for that", async () => {
    const { lines } = await verified({ guarded: false });
    expect(statusesOf(lines, [SPECIAL.originClosed, SPECIAL.instanceClosed])).toEqual(["FAIL", "FAIL"]);
    expect(statusesOf(lines, INSIDE)).toEqual(["OK", "OK"]);
  });

  it("is not said to be closed where this machine is let in and still cannot connect", async () => {
    const { lines } = await verified({ opens: false });
    const ids = [SPECIAL.originClosed, SPECIAL.instanceClosed, ...INSIDE];
    expect(statusesOf(lines, ids)).toEqual(ids.map(() => "SKIPPED"));
  });

  it("whose API is silent fails for that, and nobody is let in", async () => {
    const { lines, applied } = await verified({
      fault: ({ url }) => (url.startsWith("/api/") ? { status: 502, body: "" } : undefined),
    });
    expect(statusesOf(lines, [{ id: "api" }, { id: "index" }])).toEqual(["FAIL", "OK"]);
    expect(statusesOf(lines, INSIDE)).toEqual(["SKIPPED", "SKIPPED"]);
    expect(applied).toEqual([]);
  });

  it("is left alone once the run has stopped", async () => {
    const signal = AbortSignal.abort(new Stopped("stopped by SIGINT"));
    await expect(verified({ signal })).rejects.toThrow(new Stopped("stopped by SIGINT"));
  });
});

it("asks a stack on the local AWS nothing, and says so for each check", async () => {
  const { lines, applied, record } = await verified({ place: "local AWS" });
  expect(lines.map(({ id, status }) => [id, status])).toEqual(VERIFIED.map(({ id }) => [id, "SKIPPED"]));
  expect(new Set(lines.map(({ seen }) => seen))).toEqual(new Set(["the local AWS has no traffic"]));
  expect({ applied, openTo: record.openTo }).toEqual({ applied: ["apply"], openTo: "192.0.2.1" });
  expect(OUTSIDE.length).toBeGreaterThan(10);
});
