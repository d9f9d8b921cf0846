import { CloudfrontVpcOrigin } from "@cdktf/provider-aws/lib/cloudfront-vpc-origin";
import { Construct } from "constructs";
import { formProblems, nameProblems, refuse } from "./problems";

/** AWS says up to 15 minutes, at which the provider gives up: what takes longer would be left behind half made. */
const TIMEOUT = "30m";

const LOAD_BALANCER = /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:loadbalancer\/app\/.+$/;

export interface VpcOriginProps {
  /** unique in the account, at most 64 letters, digits, _ or - */
  readonly name: string;
  /** an internal Application Load Balancer in a VPC that has an internet gateway */
  readonly loadBalancerArn: string;
}

/**
 * CloudFront's way to a load balancer that has no public address: a network interface of CloudFront in each of the
 * load balancer's subnets. It speaks HTTPS with TLS 1.2, on port 443 alone.
 *
 * CloudFront neither changes nor deletes an origin that a distribution uses: another one stands beside it first, so a
 * replaced one needs another name.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 *
 * @example
 * const origin = new VpcOrigin(stack, "private", {
 *   name: "shop-production-private",
 *   loadBalancerArn: loadBalancer.arn,
 * });
 */
export class VpcOrigin extends Construct {
  /** for `backend.vpcOriginId` of a distribution */
  readonly vpcOriginId: string;

  constructor(scope: Construct, id: string, { name, loadBalancerArn }: VpcOriginProps) {
    super(scope, id);
    refuse(this, [
      ...nameProblems("name", name, 64),
      ...formProblems(
        "loadBalancerArn",
        loadBalancerArn,
        LOAD_BALANCER,
        "be of an Application Load Balancer",
      ),
    ]);
    this.vpcOriginId = new CloudfrontVpcOrigin(this, "Resource", {
      vpcOriginEndpointConfig: [
        {
          name,
          arn: loadBalancerArn,
          // Demanded by the API and never used.
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: [{ items: ["TLSv1.2"], quantity: 1 }],
        },
      ],
      timeouts: { create: TIMEOUT, update: TIMEOUT, delete: TIMEOUT },
      lifecycle: { createBeforeDestroy: true },
    }).id;
  }
}
