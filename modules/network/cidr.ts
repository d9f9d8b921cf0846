/** An IPv4 range: its first address as a number, and the length of its prefix. */
export interface Ipv4Range {
  readonly first: number;
  readonly prefix: number;
}

const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** Reads `10.0.0.0/16`; undefined where it is no range, or has bits set behind its prefix. */
export function parseIpv4Range(text: string): Ipv4Range | undefined {
  const parts = CIDR.exec(text)?.slice(1);
  if (parts === undefined || parts.some((part) => part !== String(Number(part)))) {
    return undefined;
  }
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = parts.map(Number);
  if (Math.max(a, b, c, d) > 255 || prefix > 32) {
    return undefined;
  }
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  return first % 2 ** (32 - prefix) === 0 ? { first, prefix } : undefined;
}

/**
 * The `index`th of the `2 ** newBits` equal parts of a range, as Terraform's `cidrsubnet` counts them.
 *
 * @throws when `cidr` is no range
 */
export function subnetOf(cidr: string, newBits: number, index: number): string {
  const range = parseIpv4Range(cidr);
  if (range === undefined) {
    throw new Error(`\`cidr\` must be an IPv4 range, got: ${cidr}`);
  }
  const prefix = range.prefix + newBits;
  const first = range.first + index * 2 ** (32 - prefix);
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join(".")}/${prefix}`;
}
