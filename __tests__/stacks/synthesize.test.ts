import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformOutput, Token, Tokenization } from "cdktf";
import { contractAcross } from "../../config/contract/across";
import type { Environment } from "../../config/environment";
import { loadEnvironments } from "../../config/load";
import { ApartStack } from "../../stacks/apart-stack";
import { withoutStackTraces } from "../../stacks/stack-traces";
import { synthesize } from "../../stacks/synthesize";
import { WebStack } from "../../stacks/web-stack";
import { Checkout } from "../../test-support/checkout";
import { environment, environmentText } from "../../test-support/environments";
import { SHAPE_NAMES, shape } from "../../test-support/shapes";
import { written } from "../bench/support";

const LONG = 60_000;
const EXTENSIONS = join(__dirname, "no-such-folder");

/** As CDKTF does it, with nothing left out. */
function plainly(environments: readonly Environment[]): WebStack[] {
  const app = new App();
  const stacks = environments.map((each) => new WebStack(app, each));
  app.synth();
  return stacks;
}

function thrownBy(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("nothing was thrown");
}

/** The recorded trace of a token of the stack's own. */
function traceIn({ zone }: WebStack): readonly string[] {
  const [token] = Tokenization.reverseString(zone?.zoneId ?? "").tokens;
  return token?.creationStack ?? ["no token"];
}

describe("what is written", () => {
  it.each(SHAPE_NAMES)("is what CDKTF writes, of %s", (name) => {
    const files = written(() => void synthesize([shape(name)], EXTENSIONS));
    expect(files).toEqual(written(() => void plainly([shape(name)])));
    expect(Object.keys(files)).toHaveLength(2);
  });

  it("is what CDKTF writes, of several environments", () => {
    const several = ["example", "tutorial", "classic", "platform"].map(shape);
    const files = written(() => void synthesize(several, EXTENSIONS));
    expect(files).toEqual(written(() => void plainly(several)));
    expect(Object.keys(files)).toHaveLength(5);
  });
});

describe("an element", () => {
  function resolvedIn(Stack: typeof WebStack): number {
    let count = 0;
    written(() => {
      const app = new App();
      const counted = Token.asAny({ creationStack: [], resolve: () => ++count, toString: () => "counted" });
      const stack = new Stack(app, environment());
      stack.judgeWhenWritten();
      new TerraformOutput(stack, "counted", { value: counted });
      app.synth();
    });
    return count;
  }

  it("is resolved once, guards and all; CDKTF alone would do so twice", () => {
    expect([resolvedIn(ApartStack), resolvedIn(WebStack)]).toEqual([1, 2]);
  });

  it("has its address before any stack is written", () => {
    let twice = "";
    const files = written(() => {
      const app = new App();
      new ApartStack(app, environment());
      const stack = new ApartStack(app, environment({ environment: "staging" }));
      new TerraformOutput(new TerraformOutput(stack, "Resource", { value: 1 }), "url", { value: 2 });
      twice = thrownBy(() => app.synth()).message;
    });
    expect(twice).toMatch(
      /`staging\/url` and `staging\/Resource\/url` would both be|gives the Terraform name ""/,
    );
    expect(files).toEqual({});
  });
});

describe("a stack that cannot be made", () => {
  const bad: Environment = {
    ...environment(),
    loadBalancer: { ...environment().loadBalancer, idleTimeout: 0 },
  };

  it("says what CDKTF alone would say, from where it was thrown", () => {
    let [ours, plain] = [new Error(), new Error()];
    written(() => {
      ours = thrownBy(() => synthesize([environment({ environment: "staging" }), bad], EXTENSIONS));
      plain = thrownBy(() => plainly([bad]));
    });
    expect(ours.message).toBe(plain.message);
    expect(ours.message).toContain("idleTimeout");
    const frames = (error: Error) => (error.stack ?? "").split("\n").filter((line) => /^ +at /.test(line));
    expect(frames(ours).slice(0, 6)).toEqual(frames(plain).slice(0, 6));
    expect(frames(ours)[0]).toMatch(/modules/);
  });
});

describe("the traces of tokens", () => {
  it("are recorded once something fails, the same as CDKTF's own", () => {
    const seen: (readonly string[])[] = [];
    const refuse = function (this: WebStack) {
      seen.push(traceIn(this));
      throw new Error("cannot be resolved");
    };
    const spies = [ApartStack, WebStack].map((Stack) =>
      jest.spyOn(Stack.prototype, "prepareStack").mockImplementation(refuse),
    );
    written(() => {
      expect(() => synthesize([environment()], EXTENSIONS)).toThrow("cannot be resolved");
    });
    for (const spy of spies) spy.mockRestore();
    let plain: readonly string[] = [];
    written(() => {
      plain = plainly([environment()]).flatMap(traceIn);
    });
    const own = (trace: readonly string[]) => trace.filter((line) => /web-stack|zone\.ts/.test(line));
    expect(seen).toHaveLength(2);
    expect(seen[0]).toEqual([]);
    expect(own(seen[1] ?? [])).toEqual(own(plain));
    expect(own(plain).length).toBeGreaterThan(1);
  });

  it("are not taken within, and are afterwards, whatever happens", () => {
    const limit = Error.stackTraceLimit;
    expect(withoutStackTraces(() => new Error("x").stack) ?? "").not.toContain(" at ");
    expect(() => withoutStackTraces(() => plainly([]) && thrownBy(() => 1))).toThrow();
    expect(Error.stackTraceLimit).toBe(limit);
    expect(new Error("x").stack).toContain(" at ");
  });
});

describe("an extended environment", () => {
  const text = [
    'import { createRequire } from "node:module";',
    'import { join } from "node:path";',
    'import { AssetType, Lazy, TerraformAsset, TerraformOutput } from "cdktf";',
    'import type { WebStack } from "../stacks/web-stack";',
    "export default (stack: WebStack) => {",
    "  const held = Object.keys(require.cache).filter((file) => /[\\\\/]archiver[\\\\/]/.test(file));",
    '  const real = createRequire(require.resolve("cdktf"))("archiver");',
    "  console.log(JSON.stringify([held, typeof real.create]));",
    '  new TerraformAsset(stack, "zipped", { path: join(__dirname, "zipped"), type: AssetType.ARCHIVE });',
    "  const late = Lazy.stringValue({ produce: () => { if (process.env.LATE) throw new Error('late'); return 'x'; } });",
    '  new TerraformOutput(stack, "late", { value: late });',
    "};",
  ].join("\n");

  it(
    "zips its assets, though archiver is not loaded, and sees its own place in a trace",
    async () => {
      const checkout = new Checkout({
        "production.yaml": environmentText(),
        "production.ts": text,
        zipped: "",
      });
      try {
        rmSync(join(checkout.path, "environments", "zipped"));
        mkdirSync(join(checkout.path, "environments", "zipped"));
        writeFileSync(join(checkout.path, "environments", "zipped", "a.txt"), "a");
        const good = await checkout.synth();
        expect({ code: good.code, stderr: good.stderr }).toEqual({ code: 0, stderr: "" });
        expect(JSON.parse(good.stdout)).toEqual([[], "function"]);
        expect(Object.keys(checkout.written())).toContainEqual(expect.stringMatching(/archive\.zip$/));
        const failed = await checkout.synth({ env: { LATE: "1" } });
        expect(failed.code).toBe(1);
        expect(failed.stderr).toMatch(
          /late[\s\S]*Object creation stack:[\s\S]*environments[\\/]production\.ts/,
        );
      } finally {
        checkout.remove();
      }
    },
    LONG,
  );
});

it("asks each rule between environments once for each of them", () => {
  const asked = contractAcross.map((rule) => jest.spyOn(rule, "claims"));
  const files = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `e${index}.yaml`,
        environmentText({ environment: `e${index}`, domain: { name: `e${index}.com` } }),
      ]),
    );
  const counts = [3, 9].map((count) => {
    const checkout = new Checkout(files(count));
    for (const each of asked) each.mockClear();
    loadEnvironments(join(checkout.path, "environments"));
    checkout.remove();
    return asked.map((each) => each.mock.calls.length);
  });
  expect(counts).toEqual([3, 9].map((count) => contractAcross.map(() => count)));
  jest.restoreAllMocks();
});
