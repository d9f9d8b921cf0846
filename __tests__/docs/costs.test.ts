import { synthEnvironment } from "../../test-support/environments";
import { fencesOf, read, rowsOf, sectionOf } from "./support";

const HOURS = 730;
const SHAPES = ["## The default shape", "## The cheapest shape", "## Elsewhere"];

/** A table of docs/costs.md: what is paid for, and what it comes to. */
interface Bill {
  readonly items: readonly Item[];
  readonly total: number;
}

interface Item {
  readonly what: string;
  readonly quantity: number;
  /** in hundredths of a cent */
  readonly price: number;
  readonly month: number;
}

/** The bills of a section: each ends with its total, in bold. */
function billsIn(heading: string): Bill[] {
  const bills: Bill[] = [];
  let items: Item[] = [];
  for (const [what = "", quantity = "", price = "", month = ""] of rowsOf(
    sectionOf("docs/costs.md", heading),
  )) {
    if (what.startsWith("**")) {
      bills.push({ items, total: dollars(month) });
      items = [];
    } else {
      items.push({
        what,
        quantity: Number.parseInt(quantity, 10),
        price: tenThousandths(price),
        month: dollars(month),
      });
    }
  }
  return bills;
}

/** In cents: sums of fractions of a dollar would not be exact. */
function dollars(text: string): number {
  return Math.round(tenThousandths(text) / 100);
}

function tenThousandths(text: string): number {
  return Math.round(Number(/\$(\d+(\.\d+)?)/.exec(text)?.[1] ?? 0) * 10_000);
}

const cents = ({ quantity, price }: Item): number => (quantity * price) / 100;
const bills = SHAPES.flatMap(billsIn);
const [usual, cheapest] = bills;

describe("docs/costs.md", () => {
  it("has the bills of both shapes, in two regions", () => {
    expect(bills.map(({ items }) => items.length)).toEqual([6, 2, 2, 2]);
  });

  it.each(bills.flatMap(({ items }) => items))("multiplies rightly: $what", (item) => {
    expect(item.month).toBe(Math.round(cents(item)));
  });

  it.each(bills)("adds up to $total cents", ({ items, total }) => {
    expect(total).toBe(Math.round(items.reduce((sum, item) => sum + cents(item), 0)));
  });

  it.each(bills)("pays for whole months of addresses, as many as it says: $total cents", ({ items }) => {
    const [balancer, addresses] = items;
    expect(balancer?.quantity).toBe(HOURS);
    expect(addresses?.quantity).toBe(HOURS * Number(/, (\d+)$/.exec(addresses?.what ?? "")?.[1]));
  });

  it("has every price of a bill, and of an address alone, among its sources", () => {
    const sources = sectionOf("docs/costs.md", "## Prices and where they are from");
    const prices = bills.flatMap(({ items }) =>
      items.flatMap(({ price }) => (price > 0 ? price / 10_000 : [])),
    );
    expect([...new Set(prices)].filter((price) => !sources.includes(`$${price} an hour`))).toEqual([]);
    expect(read("docs/costs.md").match(/\$3\.65/g)?.length).toBeGreaterThan(2);
    expect((HOURS * 0.005).toFixed(2)).toBe("3.65");
    expect((HOURS * 0.008).toFixed(2)).toBe("5.84");
    expect((HOURS * 0.048).toFixed(2)).toBe("35.04");
  });

  it("dates and links every price", () => {
    const rows = rowsOf(sectionOf("docs/costs.md", "## Prices and where they are from"));
    const unfounded = rows.filter(
      ([, date = "", from = ""]) =>
        !/^(\d{4}-\d\d(-\d\d)?(; )?)+$|^not dated$/.test(date) || !/https:|the same page/.test(from),
    );
    expect(rows.length).toBeGreaterThan(8);
    expect(unfounded).toEqual([]);
  });
});

describe("the shapes that the bills are of", () => {
  it("takes every default subnet by default, one in each zone", () => {
    const [example] = fencesOf("README.md").filter(({ info }) => info === "yaml");
    const { resource, data } = synthEnvironment(example?.text ?? "");
    expect(resource["aws_lb"]?.["public"]?.["subnets"]).toBe("${data.aws_subnets.network.ids}");
    expect(data["aws_subnets"]?.["network"]?.["filter"]).toContainEqual({
      name: "default-for-az",
      values: ["true"],
    });
  });

  it("takes two subnets where it is cheapest, and pays for nothing else by the hour", () => {
    const [file] = fencesOf("docs/costs.md").filter(({ info }) => info === "yaml");
    const { resource } = synthEnvironment(file?.text ?? "");
    expect(resource["aws_lb"]?.["public"]).toMatchObject({ internal: false, ip_address_type: "ipv4" });
    expect(resource["aws_lb"]?.["public"]?.["subnets"]).toHaveLength(2);
    expect(cheapest?.items.map(({ what }) => what)).toContain("its public IPv4 addresses, 2");
    for (const paid of [
      "aws_eip",
      "aws_nat_gateway",
      "aws_route53_zone",
      "aws_instance",
      "aws_wafv2_web_acl",
    ]) {
      expect(resource[paid]).toBeUndefined();
    }
  });
});

describe("README.md", () => {
  const section = sectionOf("README.md", "## Now your account");

  it("has the two totals of docs/costs.md", () => {
    const bold = [...section.matchAll(/\*\*(\$[\d.]+)\*\*/g)].map(({ 1: sum = "" }) => dollars(sum));
    expect(bold).toEqual([usual?.total, cheapest?.total]);
    expect(new Set([...section.matchAll(/\$\d\d\.\d\d/g)].map(([sum]) => dollars(sum)))).toEqual(
      new Set(bold),
    );
  });

  it("says for each of the five commands what it costs", () => {
    const rows = rowsOf(section);
    expect(rows.map(([command]) => command)).toEqual([
      "`npm ci`",
      "`init`",
      "`secret`",
      "`diff`",
      "`deploy`",
    ]);
  });
});
