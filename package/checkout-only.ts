/** Commands that need what a checkout has and the package has not: why, and what to do instead. */
export const CHECKOUT_ONLY: Readonly<Record<string, string>> = {
  apply:
    "applies a plan of an environment of a checkout; here: terraform apply FILE in cdktf.out/stacks/<stack>",
  handover:
    "hands over an environment of a checkout, which the package does not hold; here: npx cdktf synth, then hand over cdktf.out/stacks/<stack>",
  plan: "plans an environment of a checkout, which the package does not hold; here: npx cdktf synth, then terraform plan in cdktf.out/stacks/<stack>",
  start:
    "deploys the example of a checkout, which the package does not hold; npx gatehouse local up starts the local AWS alone",
};
