import { estimate, HOURS_NEEDED, hoursPaid, shown } from "../../acceptance/cost/estimate";
import { factorOf, PRICES } from "../../acceptance/cost/prices";

const IRELAND = { region: "eu-west-1", zones: 3 };
const VIRGINIA = { region: "us-east-1", zones: 6 };

it("is itemised, and the sum of its items", () => {
  const { items, total, hours } = estimate(VIRGINIA, 2);
  expect(hours).toBe(2);
  expect(items.map(({ what, dollars }) => `${shown(dollars)} ${what}`)).toEqual([
    "$0.045 load balancer, 2 h",
    "$0.016 one capacity unit of it, 2 h",
    "$0.070 7 public IPv4 addresses, 2 h",
    "$0.009 instance t4g.nano, 2 h",
    "$0.002 its disk of 8 GiB, 2 h",
    "$0.005 2000 requests to CloudFront",
    "$0.001 2000 requests to S3, 10 of them uploads",
    "$0.001 2000 DNS queries",
  ]);
  expect(total).toBeCloseTo(
    items.reduce((sum, { dollars }) => sum + dollars, 0),
    10,
  );
});

it("grows with hours and zones, and is not less elsewhere", () => {
  expect(estimate(IRELAND, 3).total).toBeGreaterThan(estimate(IRELAND, 2).total);
  expect(estimate({ ...IRELAND, zones: 4 }, 2).total - estimate(IRELAND, 2).total).toBeCloseTo(0.01, 10);
  expect(estimate({ ...IRELAND, zones: 6 }, 2).total).toBeGreaterThan(estimate(VIRGINIA, 2).total);
});

/** São Paulo's, the dearest that is known: of load balancer, capacity unit, t4g.nano, gp3. */
it.each([
  [PRICES.loadBalancerHour, 0.034],
  [PRICES.capacityUnitHour, 0.011],
  [PRICES.instanceHour, 0.0067],
  [PRICES.diskMonth, 0.152],
])("is above the dearest region's: %d against %d", (price, dearest) => {
  expect(price * factorOf("sa-east-1")).toBeGreaterThan(dearest);
});

it("says how many whole hours some dollars pay", () => {
  const { total } = estimate(IRELAND, HOURS_NEEDED);
  expect(hoursPaid(IRELAND, total)).toBe(HOURS_NEEDED);
  expect(hoursPaid(IRELAND, total - 0.001)).toBe(HOURS_NEEDED - 1);
  expect(hoursPaid(IRELAND, 0.001)).toBe(0);
  expect(hoursPaid(IRELAND, 1000)).toBe(12);
});

it("never shows less than it is", () => {
  expect([0.0001, 0.0451, 0.045, 1].map(shown)).toEqual(["$0.001", "$0.046", "$0.045", "$1.000"]);
});
