import { find, leaf, list, mapItems, node, textAt, withChild, withDefaults, type XmlElement } from "./xml";

const DISABLED = [leaf("Enabled", false), leaf("Quantity", 0)];

const METHODS = [leaf("Method", "HEAD"), leaf("Method", "GET")];

const BEHAVIOUR: readonly XmlElement[] = [
  node("TrustedSigners", ...DISABLED),
  node("TrustedKeyGroups", ...DISABLED),
  leaf("SmoothStreaming", false),
  leaf("Compress", false),
  list("LambdaFunctionAssociations", []),
  list("FunctionAssociations", []),
  leaf("FieldLevelEncryptionId", ""),
  node("GrpcConfig", leaf("Enabled", false)),
];

const ORIGIN: readonly XmlElement[] = [
  leaf("OriginPath", ""),
  list("CustomHeaders", []),
  leaf("ConnectionAttempts", 3),
  leaf("ConnectionTimeout", 10),
  node("OriginShield", leaf("Enabled", false)),
  leaf("OriginAccessControlId", ""),
];

const CONFIG: readonly XmlElement[] = [
  list("Aliases", []),
  leaf("DefaultRootObject", ""),
  list("OriginGroups", []),
  list("CacheBehaviors", []),
  list("CustomErrorResponses", []),
  node(
    "Logging",
    leaf("Enabled", false),
    leaf("IncludeCookies", false),
    leaf("Bucket", ""),
    leaf("Prefix", ""),
  ),
  leaf("PriceClass", "PriceClass_All"),
  node("ViewerCertificate", leaf("CloudFrontDefaultCertificate", true)),
  node("Restrictions", node("GeoRestriction", leaf("RestrictionType", "none"), leaf("Quantity", 0))),
  leaf("WebACLId", ""),
  leaf("HttpVersion", "http2"),
  leaf("IsIPV6Enabled", false),
  leaf("ContinuousDeploymentPolicyId", ""),
  leaf("Staging", false),
];

/**
 * A configuration with the elements that CloudFront adds to one that leaves them out: what was put stays as it
 * was put. The defaults are those of
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html
 */
export function completeDistributionConfig(config: XmlElement): XmlElement {
  let complete = withDefaults(config, CONFIG);
  const certificate = find(complete, "ViewerCertificate");
  if (certificate !== undefined) {
    complete = withChild(complete, completeCertificate(certificate));
  }
  const defaultBehaviour = find(complete, "DefaultCacheBehavior");
  if (defaultBehaviour !== undefined) {
    complete = withChild(complete, completeBehaviour(defaultBehaviour));
  }
  complete = mapItems(complete, "CacheBehaviors", completeBehaviour);
  return mapItems(complete, "Origins", completeOrigin);
}

function completeBehaviour(behaviour: XmlElement): XmlElement {
  const complete = withDefaults(behaviour, [list("AllowedMethods", METHODS), ...BEHAVIOUR]);
  const allowed = find(complete, "AllowedMethods");
  return allowed === undefined
    ? complete
    : withChild(complete, withDefaults(allowed, [list("CachedMethods", METHODS)]));
}

function completeOrigin(origin: XmlElement): XmlElement {
  const complete = withDefaults(origin, ORIGIN);
  const custom = find(complete, "CustomOriginConfig");
  if (custom === undefined) {
    return complete;
  }
  const defaults = [leaf("OriginReadTimeout", 30), leaf("OriginKeepaliveTimeout", 5)];
  return withChild(complete, withDefaults(custom, defaults));
}

/** CloudFront repeats the certificate in two older elements. */
function completeCertificate(certificate: XmlElement): XmlElement {
  const acm = textAt(certificate, "ACMCertificateArn");
  const iam = textAt(certificate, "IAMCertificateId");
  if (acm !== "" || iam !== "") {
    return withDefaults(certificate, [
      leaf("CloudFrontDefaultCertificate", false),
      leaf("Certificate", acm === "" ? iam : acm),
      leaf("CertificateSource", acm === "" ? "iam" : "acm"),
    ]);
  }
  return withDefaults(certificate, [
    leaf("SSLSupportMethod", "vip"),
    leaf("MinimumProtocolVersion", "TLSv1"),
    leaf("CertificateSource", "cloudfront"),
  ]);
}
