import type { z } from "zod";
import { bucketName } from "./aws";
import { section, text, whole, word } from "./text";

const accessLogs = section(
  {
    bucket: bucketName()
      .optional()
      .describe("A bucket of your own, whose policy lets ELB write. Default: one is made."),
    prefix: text(
      /^(?!.*AWSLogs)(?!\/)\S+(?<!\/)$/,
      "must be a prefix without a slash at either end, spaces or AWSLogs",
      "write one such as alb/shop",
    )
      .optional()
      .describe("What the keys of the logs begin with."),
    retentionDays: whole(1, 3650, "a number of days", "write retentionDays: 90")
      .default(90)
      .describe("Days that the logs are kept in the bucket that is made."),
  },
  "write accessLogs: {retentionDays: 90}",
);

const originSecret = section(
  {
    ssm: text(
      /^\/(?!aws|ssm)[\w.-]+(\/[\w.-]+)*$/i,
      "must be the name of an SSM parameter that begins with a slash",
      "write one such as /shop/production/origin-secret",
    )
      .optional()
      .describe(
        "The SecureString parameter that holds the secret. Default: the sensitive variable origin_secret.",
      ),
  },
  "write originSecret: {ssm: /shop/production/origin-secret}",
);

/** The load balancer in front of the backends. */
export const loadBalancer = section(
  {
    exposure: word(["cloudfront", "private", "internet"])
      .optional()
      .describe(
        "Who reaches the load balancer: CloudFront alone (default with an edge), CloudFront from within the VPC with no public address (private), or the internet (default without an edge).",
      ),
    ipAddressType: word(["ipv4", "dualstack"])
      .default("ipv4")
      .describe("dualstack needs subnets with IPv6; not with exposure private."),
    http: word(["redirect", "forward", "closed"])
      .optional()
      .describe(
        "What port 80 does where the exposure is internet: redirect to HTTPS (default), forward to each backend's httpPort, or closed.",
      ),
    accessLogs: accessLogs.optional().describe("Access logs in S3. Default: none."),
    idleTimeout: whole(1, 4000, "a number of seconds", "write idleTimeout: 60")
      .default(60)
      .describe(
        "Seconds without traffic after which a connection is closed; Gunicorn's keep-alive must be longer.",
      ),
    originSecret: originSecret
      .prefault({})
      .describe("Where the secret comes from that CloudFront sends and every forwarding rule demands."),
  },
  "write loadBalancer: {idleTimeout: 60}",
)
  .prefault({})
  .describe("The load balancer in front of the backends.");

export type LoadBalancer = z.output<typeof loadBalancer>;
