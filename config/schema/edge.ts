import { geo } from "./geo";
import { flag, section, whole, word } from "./text";
import { waf } from "./waf";

const logs = section(
  {
    retentionDays: whole(1, 3650, "a number of days", "write retentionDays: 90")
      .default(90)
      .describe("Days that the logs are kept: they hold viewers' addresses."),
    queryStrings: flag()
      .default(false)
      .describe(
        "Whether they hold what follows the ? of a URL, and the page that a viewer came from: tokens may be among it.",
      ),
  },
  "write logs: {retentionDays: 90}",
);

/** CloudFront in front of everything. */
export const edge = section(
  {
    enabled: flag()
      .default(true)
      .describe(
        "Whether there is a CloudFront distribution. Without one the names point at the load balancer.",
      ),
    priceClass: word(["PriceClass_100", "PriceClass_200", "PriceClass_All"])
      .default("PriceClass_100")
      .describe("Which edge locations serve: North America, Europe and Israel (100), most (200), or all."),
    // what AWS provider 5.100.0 accepts from TLS 1.2 up
    minimumTls: word(["TLSv1.2_2021", "TLSv1.2_2019", "TLSv1.2_2018"])
      .default("TLSv1.2_2021")
      .describe("CloudFront's security policy for viewers."),
    waf,
    logs: logs
      .optional()
      .describe("Access logs of the distribution, in a bucket made for them. Default: none."),
    geo,
  },
  "write edge: {enabled: true}",
)
  .prefault({})
  .describe("CloudFront in front of the site and the backends.");
