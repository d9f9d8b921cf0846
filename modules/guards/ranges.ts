/**
 * Addresses that no call from the internet has: private ones of RFC 1918, shared ones of RFC 6598, IPv6's unique
 * local ones of RFC 4193, link-local and loopback ones.
 */
const INNER = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "127.0.0.0/8",
  "fc00::/7",
  "fe80::/10",
  "::1/128",
].flatMap((cidr) => parseRange(cidr) ?? []);

/**
 * The widest that is not yet the world: the largest block that IANA gives to one registry or holder, and for IPv6 more
 * than any holder has.
 */
const WIDEST = { 4: 8, 6: 16 } as const;

/** The addresses of a CIDR, both ends included. */
export interface Range {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** undefined where the text is no CIDR and no address */
export function parseRange(cidr: string): Range | undefined {
  const [, text = "", mask] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(cidr.trim()) ?? [];
  const family = text.includes(":") ? 6 : 4;
  const bits = family === 6 ? 128 : 32;
  const address = family === 6 ? parseIpv6(text) : parseIpv4(text);
  const length = mask === undefined ? bits : Number(mask);
  if (address === undefined || length > bits) return undefined;
  const size = 1n << BigInt(bits - length);
  const first = (address / size) * size;
  return { family, first, last: first + size - 1n };
}

/** Whether no call from the internet can come from it. */
export function isInner({ family, first, last }: Range): boolean {
  return INNER.some((inner) => inner.family === family && inner.first <= first && last <= inner.last);
}

/** Whether these ranges together hold more than one block that belongs to somebody. */
export function isWorld(ranges: readonly Range[]): boolean {
  return ([4, 6] as const).some((family) => {
    const bits = family === 6 ? 128 : 32;
    const most = 1n << BigInt(bits - WIDEST[family]);
    return sizeOf(ranges.filter((range) => range.family === family && !isInner(range))) > most;
  });
}

/** How many addresses there are in any of these. */
function sizeOf(ranges: readonly Range[]): bigint {
  const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : 1));
  let [size, end] = [0n, -1n];
  for (const { first, last } of sorted) {
    const from = first > end ? first : end + 1n;
    if (last >= from) size += last - from + 1n;
    if (last > end) end = last;
  }
  return size;
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split(".");
  const fits = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return fits ? parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) : undefined;
}

function parseIpv6(text: string): bigint | undefined {
  const [head = "", tail, more] = text.split("::");
  const before = groupsOf(head);
  const after = groupsOf(tail ?? "");
  const missing = 8 - before.length - after.length;
  if (more !== undefined || (tail === undefined ? missing !== 0 : missing < 1)) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => "0"), ...after];
  const fits = groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group));
  return fits ? groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n) : undefined;
}

function groupsOf(text: string): string[] {
  return text === "" ? [] : text.split(":");
}
