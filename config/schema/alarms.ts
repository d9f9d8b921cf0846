import { flag, say, section, text, whole } from "./text";

function topicArn(region: string) {
  const example = `arn:aws:sns:${region}:123456789012:alarms`;
  return text(
    /^arn:aws:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$/,
    "must be the ARN of a standard SNS topic",
    `copy it from the SNS console, such as ${example}`,
  ).meta({ examples: [example] });
}

function count(key: string, initial: number) {
  return whole(1, 1_000_000_000, "a number", `write ${key}: ${initial}`).default(initial);
}

const thresholds = section(
  {
    edge5xxPercent: whole(1, 100, "a percentage", "write edge5xxPercent: 5")
      .default(5)
      .describe("Percent of viewers' requests that end in a 5xx, over five minutes."),
    loadBalancer5xx: count("loadBalancer5xx", 10).describe(
      "5xx responses of the load balancer itself in five minutes.",
    ),
    target5xx: count("target5xx", 10).describe("5xx responses of all backends in five minutes."),
    latencyMilliseconds: whole(1, 4_000_000, "a number of milliseconds", "write latencyMilliseconds: 2000")
      .default(2000)
      .describe("Milliseconds until the answer begins, for the slowest one in twenty (p95)."),
    certificateDays: whole(1, 44, "a number of days", "write certificateDays: 30")
      .default(30)
      .describe("Days until a certificate ends; ACM begins to renew it 45 days before."),
    wafBlocks: count("wafBlocks", 100).describe("Requests that the web ACL blocks in five minutes."),
  },
  "write thresholds: {latencyMilliseconds: 2000}",
)
  .prefault({})
  .describe("From where on a value is bad.");

/** Who hears when something is wrong, and from where on it is. */
export const alarms = section(
  {
    email: text(
      /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
      "must be one mail address",
      "write one such as ops@example.com, a distribution list for several people",
    )
      .optional()
      .describe("Who gets a mail. A topic is made in each region; AWS asks the address once for each.")
      .meta({ examples: ["ops@example.com"] }),
    topicArn: topicArn("eu-west-1")
      .optional()
      .describe("In place of `email`: a topic of your own, in the environment's region."),
    edgeTopicArn: topicArn("us-east-1")
      .optional()
      .describe(
        "With `topicArn` and an edge: a topic in us-east-1, where CloudFront's alarms stand. Default: `topicArn`, where that is in us-east-1.",
      ),
    runbooks: text(
      /^https:\/\/[!-~]+\/$/,
      "must be an address that begins with https:// and ends with a slash",
      "write where docs/runbooks is to be read, such as https://wiki.example.com/runbooks/",
    )
      .optional()
      .describe(
        "Where the folder docs/runbooks can be read on the web: the mails link there. Default: they name the page alone.",
      ),
    dashboard: flag().default(true).describe("Whether there is a dashboard too."),
    thresholds,
  },
  "write alarms: {email: ops@example.com}",
)
  .superRefine(({ email, topicArn: own, edgeTopicArn }, context) => {
    const report = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    if (email === undefined && own === undefined && edgeTopicArn === undefined) {
      report([], say("must say who hears of them", "write email: ops@example.com, or topicArn"));
    }
    if (email !== undefined && own !== undefined) {
      report(["topicArn"], say("stands beside email", "keep one of them: a topic takes subscriptions"));
    }
    if (edgeTopicArn !== undefined && own === undefined) {
      report(
        ["edgeTopicArn"],
        say("belongs to a topicArn", "write that too, or email alone in place of both"),
      );
    }
  })
  .optional()
  .describe("Alarms, a dashboard, and who hears of them. Default: none.");
