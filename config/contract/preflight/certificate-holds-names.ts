import type { LaterRule } from "../rule";

export const certificateHoldsNames: LaterRule = {
  id: "certificate-holds-names",
  reason:
    "A certificate without the name that is asked for ends the handshake: viewers see an error, CloudFront answers 502.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
  remedy: "Request a certificate that holds every name, or remove the key to have one requested.",
  stage: "preflight",
  waivable: "nothing",
  reads: ["certificates", "domain"],
  asks({ certificates }) {
    const own = Object.keys(certificates);
    return own.length === 0
      ? undefined
      : `that certificates.${own.join(" and certificates.")} are issued and hold the names`;
  },
};
