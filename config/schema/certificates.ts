import { certificateArn } from "./aws";
import { section } from "./text";

/** Certificates that exist already. */
export const certificates = section(
  {
    viewer: certificateArn()
      .optional()
      .describe("ARN of the certificate that CloudFront shows to viewers; in us-east-1."),
    regional: certificateArn()
      .optional()
      .describe("ARN of the load balancer's certificate; in the environment's region."),
  },
  "write certificates: {viewer: ARN, regional: ARN}",
)
  .prefault({})
  .describe("Certificates of your own, by ARN. Default: both are requested from ACM and validated by DNS.");
