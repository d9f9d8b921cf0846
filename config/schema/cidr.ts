import { isIPv4 } from "node:net";

/** An IPv4 network. */
export interface Cidr {
  /** the first address as a number */
  readonly address: number;
  /** bits of the network, 0 to 32 */
  readonly prefix: number;
}

/** Reads `10.0.0.0/16`; undefined when it is no IPv4 network in that form. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = "", bits = "", ...rest] = text.split("/");
  if (rest.length > 0 || !isIPv4(address) || !/^(0|[1-9][0-9]?)$/.test(bits) || Number(bits) > 32)
    return undefined;
  return { address: addressNumber(address), prefix: Number(bits) };
}

/** The same network with its host bits zero: `10.0.3.7/16` is in `10.0.0.0/16`. */
export function networkOf({ address, prefix }: Cidr): string {
  const size = 2 ** (32 - prefix);
  const first = Math.floor(address / size) * size;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${prefix}`;
}

/** Whether an address is one of those that an IP target group takes: RFC 1918 and RFC 6598. */
export function isPrivateAddress(text: string): boolean {
  if (!isIPv4(text)) return false;
  const networks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];
  return networks.some((network) => {
    const parsed = parseCidr(network);
    return (
      parsed !== undefined && networkOf({ address: addressNumber(text), prefix: parsed.prefix }) === network
    );
  });
}

function addressNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
