import { isIPv4, isIPv6 } from "node:net";
import { networkOf, parseCidr } from "./cidr";
import { say } from "./text";

/** The widest networks that are still somebody's: the largest blocks that registries give to one holder. */
export const WIDEST = { ipv4: 8, ipv6: 32 } as const;

const write = "write the addresses that you come from, such as 203.0.113.0/24";

/** What keeps `value` from being the network of some known machines; undefined where nothing does. */
export function faultOfPeers(value: string): string | undefined {
  const [address = "", bits] = value.split("/");
  if (isIPv4(value)) return say("must be a network, with its prefix length", `write ${value}/32`);
  if (isIPv6(value)) return say("must be a network, with its prefix length", `write ${value}/128`);
  return isIPv6(address) && /^[0-9]{1,3}$/.test(bits ?? "") && Number(bits) <= 128
    ? faultOfIpv6(value, address, Number(bits))
    : faultOfIpv4(value);
}

function faultOfIpv4(value: string): string | undefined {
  const parsed = parseCidr(value);
  if (parsed === undefined) return say("must be an IPv4 or IPv6 network", write);
  if (parsed.prefix < WIDEST.ipv4) return tooWide(parsed.prefix, WIDEST.ipv4);
  const network = networkOf(parsed);
  return network === value ? undefined : say("must have zero host bits", `write ${network}`);
}

function faultOfIpv6(value: string, address: string, prefix: number): string | undefined {
  if (address.includes("%")) return say("must be an IPv6 network without a zone", write);
  if (prefix < WIDEST.ipv6) return tooWide(prefix, WIDEST.ipv6);
  const network = `${canonical(masked(groupsOf(address), prefix))}/${prefix}`;
  if (network === value) return undefined;
  const same = masked(groupsOf(address), prefix).every((group, index) => group === groupsOf(address)[index]);
  return say(same ? "must be in its short form" : "must have zero host bits", `write ${network}`);
}

function tooWide(prefix: number, widest: number): string {
  if (prefix === 0) return say("is the whole internet", write);
  return say(`must be no wider than /${widest}, since a wider network is everybody's`, write);
}

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): number[] {
  const hexadecimal = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
    [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((each) => each.toString(16)).join(":"),
  );
  const [head = "", tail] = hexadecimal.split("::");
  const numbers = (text: string) =>
    text === "" ? [] : text.split(":").map((each) => Number.parseInt(each, 16));
  const [first, last] = [numbers(head), numbers(tail ?? "")];
  return [
    ...first,
    ...Array<number>(tail === undefined ? 0 : 8 - first.length - last.length).fill(0),
    ...last,
  ];
}

function masked(groups: readonly number[], prefix: number): number[] {
  return groups.map((group, index) => {
    const kept = Math.min(16, Math.max(0, prefix - index * 16));
    return group - (group % 2 ** (16 - kept));
  });
}

/** As RFC 5952 has it, and as AWS writes it: an address written otherwise would differ from AWS's at every plan. */
function canonical(groups: readonly number[]): string {
  return new URL(`http://[${groups.map((group) => group.toString(16)).join(":")}]`).hostname.slice(1, -1);
}
