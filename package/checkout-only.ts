/** Commands that need what a checkout has and the package has not: why, and what to do instead. */
export const CHECKOUT_ONLY: Readonly<Record<string, string>> = {
  start:
    "deploys the example of a checkout, which the package does not hold; npx gatehouse local up starts the local AWS alone",
};
