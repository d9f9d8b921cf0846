import { port } from "./aws";
import { say, section, text, whole } from "./text";

const codes = /^[2-4][0-9]{2}(-[2-4][0-9]{2})?(,[2-4][0-9]{2}(-[2-4][0-9]{2})?)*$/;

const matcher = text(
  codes,
  "must be HTTP codes from 200 to 499",
  'write matcher: "200", or a list or range such as "200,204"',
).superRefine((value, context) => {
  if (!codes.test(value)) return;
  const ranges = value.split(",").map((range) => range.split("-").map(Number));
  for (const [first = 0, last = first] of ranges) {
    if (first > last) {
      context.addIssue({
        code: "custom",
        message: say("has a range that runs backwards", `write ${last}-${first}`),
      });
    } else if (first < 400 && last >= 300) {
      context.addIssue({
        code: "custom",
        message: say(
          "takes a redirect for health",
          "leave out 300 to 399, and check a path that answers 200",
        ),
      });
    }
  }
});

const checks = "a number of checks";

/**
 * How the load balancer asks whether a target is well.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export const healthCheck = section(
  {
    path: text(
      /^\/[!-~]{0,1023}$/,
      "must be a path that begins with a slash, at most 1024 characters without spaces",
      "write one such as /api/v1/test/",
    )
      .default("/")
      .describe("The path that answers 200 without a session, whatever the Host header says.")
      .meta({ examples: ["/api/v1/test/"] }),
    port: port("write the port that answers the check, or leave it out for the traffic's")
      .optional()
      .describe("Default: the traffic's port."),
    matcher: matcher.default("200").describe("The codes that mean healthy; redirects are refused."),
    interval: whole(5, 300, "a number of seconds", "write interval: 30")
      .default(30)
      .describe("Seconds between checks."),
    timeout: whole(2, 120, "a number of seconds", "write timeout: 5")
      .default(5)
      .describe("Seconds to wait for an answer; below the interval."),
    healthyThreshold: whole(2, 10, checks, "write healthyThreshold: 5")
      .default(5)
      .describe("Good checks in a row that make a target healthy."),
    unhealthyThreshold: whole(2, 10, checks, "write unhealthyThreshold: 2")
      .default(2)
      .describe("Bad checks in a row that make a target unhealthy."),
  },
  "write healthCheck: {path: /api/v1/test/}",
)
  .superRefine(({ interval, timeout }, context) => {
    // a value that is out of range has been reported already
    if (timeout < interval || timeout > 120 || interval < 5) return;
    context.addIssue({
      code: "custom",
      path: ["timeout"],
      message: say(
        `must be below the interval of ${interval} seconds`,
        "write a shorter timeout or a longer interval",
      ),
    });
  })
  .prefault({})
  .describe("How the load balancer asks whether a target is well.");
