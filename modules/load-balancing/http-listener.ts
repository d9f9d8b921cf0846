import { LbListener, type LbListenerDefaultAction } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";
import { FORBIDDEN } from "./default-action";
import { forwardsNothing } from "./listener-conditions";
import { arnProblems, rangeProblems, refuse } from "./problems";

export interface HttpListenerProps {
  readonly loadBalancerArn: string;
  /**
   * - `redirect`: every request is sent on to HTTPS with 301, its host, path and query kept
   * - `forward`: rules decide, and what none claims gets 403
   */
  readonly mode: "redirect" | "forward";
  /** @default 80 */
  readonly port?: number;
  /**
   * with `redirect`, the port of the HTTPS listener
   *
   * @default 443
   */
  readonly httpsPort?: number;
}

/**
 * The listener for requests without TLS.
 *
 * @example
 * new HttpListener(this, "http", { loadBalancerArn: loadBalancer.arn, mode: "redirect" });
 */
export class HttpListener extends Construct {
  readonly arn: string;
  readonly port: number;

  constructor(scope: Construct, id: string, props: HttpListenerProps) {
    super(scope, id);
    const { port = 80, httpsPort = 443 } = props;
    refuse(this, [
      ...arnProblems("loadBalancerArn", props.loadBalancerArn, "elasticloadbalancing", "loadbalancer/app"),
      ...rangeProblems("port", port, 1, 65_535),
      ...rangeProblems("httpsPort", httpsPort, 1, 65_535),
    ]);

    const listener = new LbListener(this, "Resource", {
      loadBalancerArn: props.loadBalancerArn,
      port,
      protocol: "HTTP",
      defaultAction: [props.mode === "redirect" ? toHttps(httpsPort) : FORBIDDEN],
      lifecycle: { postcondition: [forwardsNothing] },
    });
    this.arn = listener.arn;
    this.port = port;
  }
}

function toHttps(port: number): LbListenerDefaultAction {
  return {
    type: "redirect",
    redirect: {
      protocol: "HTTPS",
      port: String(port),
      host: "#{host}",
      path: "/#{path}",
      query: "#{query}",
      statusCode: "HTTP_301",
    },
  };
}
