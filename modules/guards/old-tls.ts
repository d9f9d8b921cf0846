import { type Body, type Document, type Element, EXPRESSION } from "./document";
import type { Finding, Rule } from "./rule";

/**
 * Policies whose lowest version is TLS 1.2.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const LISTENER_POLICY = /^ELBSecurityPolicy-(TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/;

/** CloudFront's policies from 1.2 on, `TLSv1.2_2021`. */
const VIEWER_POLICY = /^TLSv1\.[23]_/;

/** Nothing speaks to viewers, callers or origins by a TLS below 1.2. */
export const oldTls: Rule = (document) => [
  ...document.resources("aws_lb_listener", "aws_alb_listener").flatMap((each) => listeners(document, each)),
  ...document.resources("aws_elb").flatMap((each) => classic(document, each)),
  ...document.resources("aws_cloudfront_distribution").flatMap((each) => distributions(document, each)),
  ...document.resources("aws_api_gateway_domain_name").flatMap((each) => domains(document, each)),
];

function finding(element: Element, found: string, remedy: string): Finding {
  return { rule: "old-tls", element, found, remedy };
}

function listeners(document: Document, element: Element): Finding[] {
  const protocol = document.value(element.body["protocol"]) ?? "HTTP";
  const policy = document.value(element.body["ssl_policy"]);
  const speaksNone = ["HTTP", "TCP", "UDP", "TCP_UDP", "GENEVE"].includes(String(protocol));
  if (speaksNone || LISTENER_POLICY.test(String(policy))) return [];
  return [
    finding(
      element,
      policy === undefined ? "no ssl_policy, and AWS's own begins at TLS 1.0" : `ssl_policy ${policy}`,
      "set ssl_policy to ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    ),
  ];
}

/** Its policy is a resource of another kind, which holds its ciphers one by one. */
function classic(document: Document, element: Element): Finding[] {
  return document
    .blocks(element.body, "listener")
    .map(({ lb_protocol, [EXPRESSION]: whole }) => String(whole ?? document.value(lb_protocol)).toLowerCase())
    .filter((protocol) => !["http", "tcp"].includes(protocol))
    .map((protocol) =>
      finding(element, `a classic load balancer that speaks ${protocol}`, "use aws_lb and aws_lb_listener"),
    );
}

function distributions(document: Document, element: Element): Finding[] {
  const { body } = element;
  const origins = document.blocks(body, "origin");
  return [
    ...document.blocks(body, "viewer_certificate").flatMap((each) => certificates(document, element, each)),
    ...origins
      .filter((origin) => origin[EXPRESSION] !== undefined)
      .map((origin) => finding(element, `origins ${origin[EXPRESSION]}`, "write its origins out")),
    ...origins
      .flatMap((origin) => document.blocks(origin, "custom_origin_config"))
      .flatMap((config) => customOrigins(document, element, config)),
  ];
}

function certificates(document: Document, element: Element, certificate: Body): Finding[] {
  const version = document.value(certificate["minimum_protocol_version"]);
  if (VIEWER_POLICY.test(String(version))) return [];
  const found =
    certificate["cloudfront_default_certificate"] === true
      ? "CloudFront's own certificate, which begins at TLS 1.0"
      : `minimum_protocol_version ${version ?? certificate[EXPRESSION] ?? "left out"}`;
  return [
    finding(element, found, "give it a certificate of its own and minimum_protocol_version TLSv1.2_2021"),
  ];
}

function customOrigins(document: Document, element: Element, config: Body): Finding[] {
  const policy = document.value(config["origin_protocol_policy"]);
  // Over plain HTTP no TLS is spoken: the versions are there because CloudFront demands some.
  if (policy === "http-only") return [];
  const versions = config[EXPRESSION] ?? document.texts(config["origin_ssl_protocols"]).join(", ");
  return versions === "TLSv1.2"
    ? []
    : [finding(element, `origin_ssl_protocols ${versions}`, 'write origin_ssl_protocols ["TLSv1.2"]')];
}

function domains(document: Document, element: Element): Finding[] {
  const policy = document.value(element.body["security_policy"]);
  return policy === undefined || policy === "TLS_1_2"
    ? []
    : [finding(element, `security_policy ${policy}`, "set security_policy to TLS_1_2")];
}
