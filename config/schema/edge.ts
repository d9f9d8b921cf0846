import { flag, notYet, section, word } from "./text";

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
    waf: notYet("A web ACL in front of the distribution."),
    logs: notYet("Standard logging of the distribution."),
    geo: notYet("Countries that are let in or kept out."),
  },
  "write edge: {enabled: true}",
)
  .prefault({})
  .describe("CloudFront in front of the site and the backends.");
