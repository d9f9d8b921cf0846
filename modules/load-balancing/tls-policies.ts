/** TLS 1.2 and 1.3 with forward secrecy and AEAD ciphers alone. */
export const DEFAULT_SSL_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

const VERSIONS = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const;

/**
 * The protocols that a listener takes with one of AWS's policies, as the policy's name tells; none for a name that
 * tells nothing.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 *
 * @example
 * protocolsOf("ELBSecurityPolicy-TLS13-1-2-Res-2021-06"); // => ["TLSv1.2", "TLSv1.3"]
 */
export function protocolsOf(policy: string): readonly string[] {
  const [, modern] = /^ELBSecurityPolicy-TLS13-1-([0-3])(?:-|$)/.exec(policy) ?? [];
  if (modern !== undefined) return VERSIONS.slice(Number(modern));
  const [, floor] = /^ELBSecurityPolicy-(?:TLS|FS)-1-([12])-/.exec(policy) ?? [];
  if (floor !== undefined) return VERSIONS.slice(Number(floor), 3);
  return /^ELBSecurityPolicy-(FS-2018-06|2016-08|2015-05)$/.test(policy) ? VERSIONS.slice(0, 3) : [];
}
