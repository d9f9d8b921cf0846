import { Testing } from "cdktf";
import type { Environment } from "../../config/environment";
import { RUNBOOKS } from "../../modules/observability/runbooks";
import { LayerStack } from "../../stacks/layer-stack";
import { LayeredEnvironment } from "../../stacks/layered-environment";
import { environment, type Keys, synthEnvironment } from "../../test-support/environments";
import { resourcesOf } from "../../test-support/exposure/read";
import { shape, synthShape } from "../../test-support/shapes";
import { parse, type Synthesized } from "../../test-support/synth";

const MAIL = { alarms: { email: "ops@example.com" } };
const TYPES = [
  ...["aws_cloudwatch_dashboard", "aws_cloudwatch_metric_alarm"],
  ...["aws_sns_topic", "aws_sns_topic_policy", "aws_sns_topic_subscription"],
];

const synth = (keys: Keys) => synthEnvironment(environment(keys));
const alarmsOf = (stack: Synthesized) => resourcesOf(stack, "aws_cloudwatch_metric_alarm");
const kindOf = ({ body }: { readonly body: Readonly<Record<string, unknown>> }) =>
  RUNBOOKS.find((kind) => String(body["alarm_name"]).endsWith(`-${kind}`));

const byMail = synthShape("alarms by mail");

describe("without the key", () => {
  // Those of every other shape are among its addresses, which are committed.
  it.each(["smallest", "example", "classic"])("%s has no alarm, topic or dashboard", (name) => {
    expect(resourcesOf(synthShape(name), ...TYPES)).toEqual([]);
  });
});

describe("by mail", () => {
  it("there is an alarm of every kind", () => {
    expect(new Set(alarmsOf(byMail).map(kindOf))).toEqual(new Set(RUNBOOKS));
    expect(alarmsOf(byMail)).toHaveLength(9);
  });

  it("each notifies the topic of its own region, both ways", () => {
    for (const { address, body } of alarmsOf(byMail)) {
      const topic = body["provider"] === "aws.us_east_1" ? "alarms_us_east_1" : "alarms";
      const actions = [`\${aws_sns_topic_policy.${topic}_policy.arn}`];
      expect([address, body["alarm_actions"], body["ok_actions"]]).toEqual([address, actions, actions]);
    }
  });

  it("stand in us-east-1 where the metric does", () => {
    const edge = alarmsOf(byMail).filter(({ body }) => body["provider"] === "aws.us_east_1");
    expect(edge.map(({ address }) => address.split(".")[1]).sort()).toEqual([
      "edge_alarms_5xx",
      "edge_alarms_waf_blocks",
      "viewer_expiry",
    ]);
  });

  it("watch the web ACL by the name of its metric", () => {
    const [acl] = resourcesOf(byMail, "aws_wafv2_web_acl");
    const visibility = acl?.body["visibility_config"];
    expect(visibility).toMatchObject({ metric_name: "shop-production-edge" });
    const blocks = alarmsOf(byMail).find((each) => kindOf(each) === "waf-blocks");
    expect(blocks?.body["dimensions"]).toEqual({ WebACL: "shop-production-edge", Rule: "ALL" });
  });

  it("watch the issued certificates", () => {
    const watched = alarmsOf(byMail).flatMap(({ body: { dimensions } }) =>
      JSON.stringify(dimensions).includes("CertificateArn") ? [JSON.stringify(dimensions)] : [],
    );
    expect(watched.sort()).toEqual(
      ["regional", "viewer"].map((name) =>
        JSON.stringify({ CertificateArn: `\${aws_acm_certificate_validation.${name}.certificate_arn}` }),
      ),
    );
  });

  it("ask the address in an output that says so", () => {
    expect(byMail.output["alarm_topic_arns"]).toEqual({
      value: {
        "eu-west-1": "${aws_sns_topic_policy.alarms_policy.arn}",
        "us-east-1": "${aws_sns_topic_policy.alarms_us_east_1_policy.arn}",
      },
      description: expect.stringMatching(/AWS has sent a mail for each.*48 hours/),
    });
  });

  it("say what to look at first, and where the page is", () => {
    for (const alarm of alarmsOf(byMail)) {
      const text = String(alarm.body["alarm_description"]);
      expect(text).toMatch(/ First: /);
      expect(text.endsWith(` Runbook: docs/runbooks/${kindOf(alarm)}.md`)).toBe(true);
      expect(text.length).toBeLessThanOrEqual(1024);
    }
  });

  it("link to the web where the pages are there", () => {
    const runbooks = "https://wiki.example.com/runbooks/";
    const stack = synth({ alarms: { ...MAIL.alarms, runbooks } });
    for (const alarm of alarmsOf(stack)) {
      expect(alarm.body["alarm_description"]).toMatch(
        new RegExp(` Runbook: ${runbooks}${kindOf(alarm)}.md$`),
      );
    }
  });

  it("take the file's thresholds, in the units of the metrics, and the dashboard with them", () => {
    const thresholds = {
      ...{ edge5xxPercent: 11, loadBalancer5xx: 12, target5xx: 13 },
      ...{ latencyMilliseconds: 1400, certificateDays: 15, wafBlocks: 16 },
    };
    const stack = synth({ edge: { waf: {} }, alarms: { ...MAIL.alarms, thresholds } });
    const found = Object.fromEntries(alarmsOf(stack).map((each) => [kindOf(each), each.body["threshold"]]));
    expect(found).toEqual({
      "certificate-expiry": 15,
      "edge-5xx": 11,
      latency: 1.4,
      "load-balancer-5xx": 12,
      "no-healthy-hosts": 1,
      "target-5xx": 13,
      "unhealthy-hosts": 1,
      "waf-blocks": 16,
    });
    const [dashboard] = resourcesOf(stack, "aws_cloudwatch_dashboard");
    const lines = [...String(dashboard?.body["dashboard_body"]).matchAll(/"value":([\d.]+)/g)];
    expect(lines.map(({ 1: value }) => Number(value))).toEqual([11, 16, 12, 1.4]);
  });

  it("need one topic alone in us-east-1", () => {
    const stack = synthShape("alarms by mail in us-east-1");
    expect(resourcesOf(stack, "aws_sns_topic").map(({ address }) => address)).toEqual([
      "aws_sns_topic.alarms",
    ]);
    expect(Object.keys(Object(stack.output["alarm_topic_arns"]?.["value"]))).toEqual(["us-east-1"]);
  });

  it("watch every target group, that of plain requests too, and nothing of an edge without one", () => {
    const stack = synthShape("alarms without an edge");
    expect(alarmsOf(stack).map(({ body }) => body["alarm_name"])).toEqual([
      "shop-production-api-no-healthy-hosts",
      "shop-production-api-unhealthy-hosts",
      "shop-production-api-http-no-healthy-hosts",
      "shop-production-api-http-unhealthy-hosts",
      "shop-production-load-balancer-5xx",
      "shop-production-latency",
      "shop-production-target-5xx",
      "shop-production-regional-certificate-expiry",
    ]);
    expect(resourcesOf(stack, ...TYPES).filter(({ body }) => body["provider"] !== undefined)).toEqual([]);
  });

  it("keep addresses and names where the load balancer is another: none is deleted after it was put anew", () => {
    const keys = { ...MAIL, backends: { api: { targets: { type: "external" } } } };
    const named = (stack: Synthesized) =>
      alarmsOf(stack).map(({ address, body }) => [address, body["alarm_name"]]);
    expect(named(synth({ ...keys, loadBalancer: { exposure: "private" } }))).toEqual(named(synth(keys)));
  });

  it("are not there before there is anything to watch", () => {
    const stack = synth({ ...MAIL, dns: { type: "external", stage: "request" } });
    expect(resourcesOf(stack, ...TYPES)).toEqual([]);
  });
});

describe("to topics of one's own", () => {
  it("makes none, and no dashboard where none is wanted", () => {
    const stack = synthShape("alarms to topics of theirs");
    expect(resourcesOf(stack, ...TYPES).map(({ address }) => address.split(".")[0])).toEqual(
      alarmsOf(stack).map(() => "aws_cloudwatch_metric_alarm"),
    );
    expect(Object.keys(stack.output)).not.toContain("alarm_topic_arns");
    expect(Object.keys(stack.output)).not.toContain("dashboard_url");
  });

  it("uses each for the alarms of its region, and one for all in us-east-1", () => {
    const arn = (region: string) => `arn:aws:sns:${region}:123456789012:ops`;
    for (const { body } of alarmsOf(synthShape("alarms to topics of theirs"))) {
      const region = body["provider"] === "aws.us_east_1" ? "us-east-1" : "eu-west-1";
      expect(body["alarm_actions"]).toEqual([arn(region)]);
    }
    const alone = synth({ region: "us-east-1", alarms: { topicArn: arn("us-east-1") } });
    expect(new Set(alarmsOf(alone).flatMap(({ body }) => body["alarm_actions"]))).toEqual(
      new Set([arn("us-east-1")]),
    );
  });
});

describe("in layers", () => {
  const layersOf = (of: Environment) => {
    const { layers } = new LayeredEnvironment(Testing.app(), { ...of, layout: "layered" });
    const stacks = Object.entries(layers).filter(([, stack]) => stack instanceof LayerStack);
    for (const [, stack] of stacks) stack.prepareStack();
    return Object.fromEntries(stacks.map(([name, stack]) => [name, parse(Testing.synth(stack, true))]));
  };

  it("each alarm stands in the layer of what it watches, topics in the first, the dashboard in the last", () => {
    const layers = layersOf(shape("alarms by mail"));
    const found = Object.fromEntries(
      Object.entries(layers).map(([name, layer]) => [
        name,
        [
          ...new Set(alarmsOf(layer).map(kindOf)),
          ...resourcesOf(layer, "aws_sns_topic", "aws_cloudwatch_dashboard").map(({ address }) => address),
        ].sort(),
      ]),
    );
    expect(found).toEqual({
      network: ["aws_sns_topic.alarms", "aws_sns_topic.alarms_us_east_1", "certificate-expiry"],
      backend: ["latency", "load-balancer-5xx", "no-healthy-hosts", "target-5xx", "unhealthy-hosts"],
      edge: ["edge-5xx", "waf-blocks"],
      dns: ["aws_cloudwatch_dashboard.dashboard"],
    });
  });

  it("makes nothing before the certificates are issued", () => {
    const layers = layersOf(environment({ ...MAIL, dns: { type: "external", stage: "request" } }));
    expect(Object.values(layers).flatMap((layer) => resourcesOf(layer, ...TYPES))).toEqual([]);
  });
});
