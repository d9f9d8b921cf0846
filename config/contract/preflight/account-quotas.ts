import type { LaterRule } from "../rule";

export const accountQuotas: LaterRule = {
  id: "account-quotas",
  reason: "What else the account has counts against the same quotas.",
  page: "https://docs.aws.amazon.com/servicequotas/latest/userguide/intro.html",
  remedy: "Ask for a higher quota, or remove what is not used.",
  stage: "preflight",
  waivable: "nothing",
  reads: ["edge"],
  asks: () => "what is left of the account's quotas of certificates, load balancers and rules",
};
