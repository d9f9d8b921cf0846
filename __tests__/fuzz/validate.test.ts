import { failureOf } from "../../fuzz/properties";
import { outcomeOf } from "../../fuzz/run";
import { Validator } from "../../fuzz/validator";
import { environmentText } from "../../test-support/environments";
import { requires } from "../../test-support/requires";

/** The same files each time; `npm run fuzz` looks at 200 others. */
const SEED = 7;
const RUNS = 20;

requires("terraform")("any environment that the loader takes", () => {
  let validator: Validator;

  beforeAll(async () => {
    const small = outcomeOf(environmentText({ environment: "fuzz" }));
    validator = await Validator.start(small.kind === "written" ? (small.stacks[0] ?? "") : "");
  }, 120_000);

  afterAll(() => validator?.stop());

  it(`becomes JSON that terraform validate takes, in ${RUNS} runs`, async () => {
    expect(await failureOf("valid", { validator }, { seed: SEED, runs: RUNS })).toBeUndefined();
  }, 900_000);

  it("would be seen if it did not", async () => {
    const strange = { resource: { aws_s3_bucket: { x: { no_such_argument: 1 } } } };
    await expect(validator.validate([JSON.stringify(strange)])).rejects.toThrow("no_such_argument");
  }, 120_000);
});
