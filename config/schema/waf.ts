import { z } from "zod";
import { say, section, whole, word } from "./text";

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html */
const WINDOWS = [60, 120, 300, 600] as const;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION = [
  ...([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731] as const),
  ...([1096, 1827, 2192, 2557, 2922, 3288, 3653] as const),
] as const;

const rateLimit = section(
  {
    requests: whole(10, 2_000_000_000, "a number of requests", "write requests: 2000")
      .default(2000)
      .describe("Requests to the backends that one address may send in the window."),
    window: z
      .literal(WINDOWS, say("must be 60, 120, 300 or 600 seconds", "write window: 300"))
      .default(300)
      .describe("Seconds that are looked back on."),
  },
  "write rateLimit: {requests: 2000, window: 300}",
)
  .prefault({})
  .describe("A limit for each address, on the backends' paths.");

const logs = section(
  {
    retentionDays: z
      .literal(RETENTION, say("must be a time that CloudWatch Logs knows", "write 1, 7, 30, 90, 365 or 3653"))
      .default(30)
      .describe("Days that a log is kept: 1, 3, 5, 7, 14, 30, 60, 90 and on, as CloudWatch Logs has them."),
  },
  "write logs: {retentionDays: 30}",
)
  .optional()
  .describe("Every request that the web ACL looked at, in CloudWatch Logs of us-east-1. Default: none.");

/** The web ACL in front of the distribution. */
export const waf = section(
  {
    mode: word(["count", "block"])
      .default("count")
      .describe("count: what a rule matches is counted and answered all the same. block: it is refused."),
    rateLimit,
    logs,
  },
  "write waf: {mode: count}",
)
  .optional()
  .describe(
    "A web ACL in front of the distribution: AWS's managed rules, and a limit for each address. Default: none.",
  );
