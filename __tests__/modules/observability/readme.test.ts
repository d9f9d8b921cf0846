import { join } from "node:path";
import { Testing } from "cdktf";
import { Alarm } from "../../../modules/observability/alarm";
import { codeBlocks, runExample } from "../../../test-support/readme";
import { parse, synthStack } from "../../../test-support/synth";

const FOLDER = join(__dirname, "../../../modules/observability");
const [smallest = "", own = "", ...more] = codeBlocks(join(FOLDER, "README.md"), "ts");

describe("the README's examples", () => {
  it("are two", () => {
    expect(more).toEqual([]);
  });

  it("make what it says", () => {
    const { AlarmStack } = runExample(FOLDER, smallest);
    if (typeof AlarmStack !== "function") {
      throw new Error("the example exports no stack");
    }
    const { resource } = parse(Testing.synth(Reflect.construct(AlarmStack, [Testing.app(), "alarms"]), true));
    const counts = Object.fromEntries(
      Object.entries(resource).map(([type, byName]) => [type, Object.keys(byName).length]),
    );
    expect(counts).toEqual({
      aws_cloudwatch_dashboard: 1,
      aws_cloudwatch_metric_alarm: 6,
      aws_sns_topic: 2,
      aws_sns_topic_policy: 2,
      aws_sns_topic_subscription: 2,
    });
  });

  it("make an alarm of one's own", () => {
    const { resource } = synthStack((stack) => new Function("stack", "Alarm", own)(stack, Alarm));
    expect(resource["aws_cloudwatch_metric_alarm"]?.["queue"]).toMatchObject({
      alarm_description:
        "Jobs wait. First: do the workers run? Runbook: https://wiki.example.com/runbooks/queue",
    });
  });
});
