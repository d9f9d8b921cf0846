const ELB = "arn:aws:elasticloadbalancing:eu-west-1:123456789012";

/** ARNs as AWS writes them. */
export const ARNS = {
  loadBalancer: `${ELB}:loadbalancer/app/shop/50dc6c495c0c9188`,
  listener: `${ELB}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`,
  targetGroup: `${ELB}:targetgroup/api-1/6d0ecf831eec9f09`,
  certificate: "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
} as const;
