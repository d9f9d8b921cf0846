import { z } from "zod";

/** What an acceptance run deploys, decided before the first plan, so that every later one says the same. */
export const descriptionSchema = z.object({
  /** six letters and digits that tell this run from every other */
  id: z.string().regex(/^[a-z][a-z0-9]{5}$/),
  account: z.string(),
  region: z.string(),
  /** the domain that was asked for: it is never touched itself */
  domain: z.string(),
  zone: z.object({ id: z.string(), name: z.string() }),
  /** where the instance stands: not every zone has its type */
  subnetId: z.string(),
  /** Amazon Linux 2023 for ARM, as it was when the run began */
  imageId: z.string(),
});

export type Description = z.output<typeof descriptionSchema>;

/** What changes between the plans of a run. */
export interface Stage {
  /** false from the teardown on */
  readonly protect: boolean;
  /** the one address, besides CloudFront's, that is let in; none at first */
  readonly openTo?: string;
}

export const PROJECT = "gatehouse";

/** The environment's name, and with it the stack's. */
export function environmentOf({ id }: Pick<Description, "id">): string {
  return `accept-${id}`;
}

/** The name that is served: a fresh one below the domain. */
export function hostOf({ id, domain }: Pick<Description, "id" | "domain">): string {
  return `gatehouse-acceptance-${id}.${domain}`;
}

/** What the names of the run's resources begin with. */
export function prefixOf(description: Pick<Description, "id">): string {
  return `${PROJECT}-${environmentOf(description)}`;
}
