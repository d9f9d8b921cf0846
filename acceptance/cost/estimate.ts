import { DISK, INSTANCE_TYPE } from "../stack/echo-backend";
import { factorOf, HOURS_OF_A_MONTH, PRICES } from "./prices";

/** One line of what a run costs. */
export interface Item {
  readonly what: string;
  /** US dollars, at most */
  readonly dollars: number;
}

export interface Estimate {
  /** whole hours that everything may exist: begun hours of a load balancer are charged as whole ones */
  readonly hours: number;
  readonly items: readonly Item[];
  /** US dollars, at most */
  readonly total: number;
}

/** Enough for a deploy that waits for ACM as long as it may, 75 minutes, and a slow teardown. */
export const HOURS_NEEDED = 2;
/** What is left of the time for the teardown, in hours. */
export const TEARDOWN_HOURS = 0.5;
/** Nobody waits longer, whatever is paid. */
const MOST_HOURS = 12;

/** More than all checks make, repeated ones included. */
const REQUESTS = 2000;

export interface Size {
  readonly region: string;
  /** in how many zones the load balancer stands, each with an address */
  readonly zones: number;
}

/** What a run costs at most that exists for so many hours. */
export function estimate({ region, zones }: Size, hours: number): Estimate {
  const factor = factorOf(region);
  const times = (price: number) => price * factor * hours;
  const addresses = zones + 1;
  const items = [
    { what: `load balancer, ${hours} h`, dollars: times(PRICES.loadBalancerHour) },
    { what: `one capacity unit of it, ${hours} h`, dollars: times(PRICES.capacityUnitHour) },
    {
      what: `${addresses} public IPv4 addresses, ${hours} h`,
      dollars: PRICES.addressHour * addresses * hours,
    },
    { what: `instance ${INSTANCE_TYPE}, ${hours} h`, dollars: times(PRICES.instanceHour) },
    {
      what: `its disk of ${DISK} GiB, ${hours} h`,
      dollars: times((PRICES.diskMonth * DISK) / HOURS_OF_A_MONTH),
    },
    { what: `${REQUESTS} requests to CloudFront`, dollars: PRICES.edgeRequest * REQUESTS },
    {
      what: `${REQUESTS} requests to S3, 10 of them uploads`,
      dollars: (PRICES.putRequest * 10 + PRICES.getRequest * REQUESTS) * factor,
    },
    { what: `${REQUESTS} DNS queries`, dollars: PRICES.dnsQuery * REQUESTS },
  ];
  return { hours, items, total: items.reduce((sum, { dollars }) => sum + dollars, 0) };
}

/** How many whole hours of existence so many dollars pay. */
export function hoursPaid(size: Size, dollars: number): number {
  const hours = Array.from({ length: MOST_HOURS }, (_, index) => index + 1);
  return hours.filter((each) => estimate(size, each).total <= dollars).at(-1) ?? 0;
}

/** An amount in dollars, never shown as less than it is. */
export function shown(dollars: number): string {
  return `$${(Math.ceil(dollars * 1000 - 1e-9) / 1000).toFixed(3)}`;
}
