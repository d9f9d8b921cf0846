import { isInner, isWorld, parseRange } from "../../../modules/guards/ranges";

function range(cidr: string) {
  const parsed = parseRange(cidr);
  if (parsed === undefined) throw new Error(cidr);
  return parsed;
}

it.each<[string, bigint, bigint]>([
  ["0.0.0.0/0", 0n, 2n ** 32n - 1n],
  ["10.1.2.3/8", 10n << 24n, (11n << 24n) - 1n],
  ["203.0.113.7", 0xcb007107n, 0xcb007107n],
  ["::/0", 0n, 2n ** 128n - 1n],
  ["::1/128", 1n, 1n],
  ["2001:db8::1/32", 0x20010db8n << 96n, (0x20010db9n << 96n) - 1n],
  ["1:2:3:4:5:6:7:8/128", 0x00010002000300040005000600070008n, 0x00010002000300040005000600070008n],
])("%s is read", (cidr, first, last) => {
  expect(parseRange(cidr)).toMatchObject({ first, last });
});

it.each([
  "",
  "10.0.0/8",
  "10.0.0.256/8",
  "10.0.0.0/33",
  "::/129",
  "1::2::3/4",
  "1:2:3/4",
  "12345::/8",
  "all",
])("%j is no range", (text) => {
  expect(parseRange(text)).toBeUndefined();
});

it.each(["10.0.0.0/8", "172.31.255.0/24", "192.168.0.0/16", "100.64.0.0/10", "fd12::/16", "127.0.0.1/32"])(
  "%s is inner",
  (cidr) => {
    expect(isInner(range(cidr))).toBe(true);
  },
);

it.each(["10.0.0.0/7", "172.32.0.0/16", "8.8.8.8/32", "2001:db8::/32", "fc00::/6"])(
  "%s is not inner",
  (cidr) => {
    expect(isInner(range(cidr))).toBe(false);
  },
);

it.each<[string[], boolean]>([
  [["0.0.0.0/0"], true],
  [["0.0.0.0/7"], true],
  [["8.0.0.0/8"], false],
  [["8.0.0.0/8", "9.0.0.0/32"], true],
  [["8.0.0.0/8", "8.1.0.0/16", "8.0.0.0/8"], false],
  [["10.0.0.0/8", "172.16.0.0/12"], false],
  [["2000::/15"], true],
  [["2000::/16"], false],
  [["8.0.0.0/8", "2000::/16"], false],
  [[], false],
])("%j: the world is %s", (cidrs, expected) => {
  expect(isWorld(cidrs.map(range))).toBe(expected);
});
