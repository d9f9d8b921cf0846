import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";
import { FORBIDDEN } from "./default-action";
import { forwardsNothing, takesTls12 } from "./listener-conditions";
import { arnProblems, formProblems, rangeProblems, refuse } from "./problems";
import { DEFAULT_SSL_POLICY } from "./tls-policies";

export interface HttpsListenerProps {
  readonly loadBalancerArn: string;
  /** a validated certificate of the load balancer's region, for every name that reaches it */
  readonly certificateArn: string;
  /**
   * protocols and ciphers
   *
   * @default "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
   */
  readonly sslPolicy?: string;
  /**
   * value of the Strict-Transport-Security header that every response gets, such as `max-age=31536000`;
   * browsers hold to it for that many seconds, whatever is deployed afterwards
   *
   * @default no header
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html
   */
  readonly strictTransportSecurity?: string;
  /**
   * whether CloudFront calls it, which offers TLS 1.2: a plan whose policy takes none of it is refused
   *
   * @default false
   */
  readonly calledByCloudFront?: boolean;
  /** @default 443 */
  readonly port?: number;
}

/**
 * The listener that terminates TLS. It answers 403 to whatever no rule claims, so nothing reaches a backend
 * by default.
 *
 * @example
 * new HttpsListener(this, "https", { loadBalancerArn: loadBalancer.arn, certificateArn: certificate.arn });
 */
export class HttpsListener extends Construct {
  readonly arn: string;
  readonly port: number;

  constructor(scope: Construct, id: string, props: HttpsListenerProps) {
    super(scope, id);
    const { port = 443, sslPolicy = DEFAULT_SSL_POLICY } = props;
    refuse(this, [
      ...arnProblems("loadBalancerArn", props.loadBalancerArn, "elasticloadbalancing", "loadbalancer/app"),
      ...arnProblems("certificateArn", props.certificateArn, "acm", "certificate"),
      ...rangeProblems("port", port, 1, 65_535),
      ...formProblems(
        "sslPolicy",
        sslPolicy,
        /^ELBSecurityPolicy-[A-Za-z0-9-]+$/,
        "be one of AWS's policies",
      ),
      ...formProblems(
        "strictTransportSecurity",
        props.strictTransportSecurity,
        /^max-age=\d+(; includeSubDomains)?(; preload)?$/,
        'be like "max-age=31536000; includeSubDomains; preload"',
      ),
    ]);

    const listener = new LbListener(this, "Resource", {
      loadBalancerArn: props.loadBalancerArn,
      port,
      protocol: "HTTPS",
      certificateArn: props.certificateArn,
      sslPolicy,
      routingHttpResponseStrictTransportSecurityHeaderValue: props.strictTransportSecurity,
      defaultAction: [FORBIDDEN],
      lifecycle: { postcondition: [forwardsNothing, ...(props.calledByCloudFront ? [takesTls12] : [])] },
    });
    this.arn = listener.arn;
    this.port = port;
  }
}
