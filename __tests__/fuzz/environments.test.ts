import { sample } from "fast-check";
import { environments, segments } from "../../fuzz/environments";
import { HINTS } from "../../fuzz/hints";
import { mutated, mutationsOf } from "../../fuzz/mutations";
import { Processes } from "../../fuzz/processes";
import { failureOf } from "../../fuzz/properties";
import { lineFaults, outcomeOf } from "../../fuzz/run";
import { environmentSchema, filledIn, keyOf, placesOf, type Schema } from "../../fuzz/schema";
import { NoGenerator, valuesOf } from "../../fuzz/values";
import { environmentText } from "../../test-support/environments";

/** The same files each time; `npm run fuzz` looks at others. */
const SEED = 20_261_121;
const SAMPLE = 120;
const MUTATED = 40;
const LONG = 600_000;

describe("files that the loader takes", () => {
  const schema = environmentSchema();

  it(
    "fill in every place of the schema, each form of each union",
    () => {
      const filled = new Set(
        sample(environments(), { seed: SEED, numRuns: SAMPLE }).flatMap((file) => filledIn(schema, file)),
      );
      expect(placesOf(schema).filter((place) => !filled.has(place))).toEqual([]);
      expect(placesOf(schema).length).toBeGreaterThan(200);
    },
    LONG,
  );

  it("are the same for the same seed", () => {
    const [one, two] = [1, 2].map(() => sample(environments(), { seed: SEED, numRuns: 3 }));
    expect(one).toEqual(two);
    expect(sample(environments(), { seed: SEED + 1, numRuns: 3 })).not.toEqual(one);
  });

  it("have values for each place that is named, and no other", () => {
    const plain = placesOf(schema).map((place) => place.replace(/\([^)]*\)/g, ""));
    const strange = Object.keys(HINTS).filter((place) => !plain.includes(place.replace(/\{\}$/, "")));
    expect(strange).toEqual([]);
  });
});

describe("a key that the schema has and nothing here has values for", () => {
  it("is named", () => {
    const later: Schema = { type: "object", properties: { colour: { type: "string" } } };
    expect(() => valuesOf(later, keyOf("", "site"))).toThrow(new NoGenerator("site.colour"));
  });
});

describe("what is done to a file", () => {
  const schema: Schema = {
    type: "object",
    additionalProperties: false,
    required: ["port"],
    properties: {
      port: { type: "integer", minimum: 1, maximum: 9 },
      name: { type: "string", pattern: "^[a-z]+$" },
      list: { type: "array", minItems: 1, items: { type: "string", enum: ["a", "b"] } },
    },
  };

  it("is every change that the schema forbids", () => {
    const kinds = mutationsOf(schema, { port: 1, name: "x", list: ["a"] }).map(
      ({ kind, path }) => `${path.join(".")} ${kind}`,
    );
    expect([...new Set(kinds)].sort()).toEqual([
      " wrong kind",
      "list too few",
      "list wrong kind",
      "list.0 no such word",
      "list.0 wrong kind",
      "name wrong form",
      "name wrong kind",
      "noSuchKey unknown key",
      "port missing key",
      "port too large",
      "port too small",
      "port wrong kind",
    ]);
  });

  it(
    "is of every kind in what is tried",
    () => {
      const kinds = sample(mutated(), { seed: SEED, numRuns: MUTATED }).map(({ mutation }) => mutation.kind);
      expect([...new Set(kinds)].sort()).toEqual([
        "missing key",
        "no such word",
        "too few",
        "too large",
        "too small",
        "unknown key",
        "wrong form",
        "wrong kind",
      ]);
    },
    LONG,
  );
});

describe("the outcome of a file", () => {
  it("is what was written", () => {
    const outcome = outcomeOf(environmentText({ environment: "fuzz" }));
    expect(outcome).toEqual({ kind: "written", stacks: [expect.stringContaining('"aws_lb"')] });
  });

  it("is our error", () => {
    expect(outcomeOf("project: 7\n")).toEqual({
      kind: "refused",
      lines: expect.arrayContaining([expect.stringMatching(/^environments\/fuzz\.yaml:1:1 project: /)]),
    });
  });

  it.each([
    "Error: something",
    "environments/fuzz.yaml: without a place; write one",
    "environments/fuzz.yaml:1:1 key: without a remedy",
    "environments/fuzz.yaml:1:1 key: Invalid input; write it",
    "environments/fuzz.yaml:1:1 key: undefined; write it",
    "environments/fuzz.yaml:1:1 key: is wrong; write it\n    at load (load.ts:1:1)",
  ])("is no message for a person: %s", (line) => {
    expect(lineFaults([line])).toEqual([line]);
  });

  it("is a failure where nothing is said", () => {
    expect(lineFaults([])).toHaveLength(1);
  });
});

it("a place in a message is read back", () => {
  expect(segments("backends.api.paths[0]")).toEqual(["backends", "api", "paths", "0"]);
  expect(segments('tags."a \\"b".c')).toEqual(["tags", 'a "b', "c"]);
});

describe.each([
  ["valid", 15],
  ["mutated", 40],
  ["garbled", 40],
] as const)("%s", (name, runs) => {
  it(
    `holds in ${runs} runs`,
    async () => {
      expect(await failureOf(name, {}, { seed: SEED, runs })).toBeUndefined();
    },
    LONG,
  );
});

describe("process", () => {
  const processes = new Processes();
  afterAll(() => processes.stop());

  it(
    "holds in 3 runs",
    async () => {
      expect(await failureOf("process", { processes }, { seed: SEED, runs: 3 })).toBeUndefined();
    },
    LONG,
  );

  it(
    "is told how to see a failure again",
    async () => {
      const right = {
        synth: async () => ({ code: 0, stdout: "", lines: [], written: [] }),
        stop: () => undefined,
      };
      const told = await failureOf("process", { processes: right }, { seed: 7, runs: 2 });
      expect(told).toMatch(/exit code 0\nagain: npm run fuzz -- --only process --seed 7 --path [\d:]+$/);
      const [, path] = /--path ([\d:]+)$/.exec(told ?? "") ?? [];
      expect(await failureOf("process", { processes: right }, { seed: 7, runs: 2, path })).toContain(
        "exit code 0",
      );
    },
    LONG,
  );
});
