import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { TerraformOutput } from "cdktf";
import { HttpListener, type HttpListenerProps } from "../../../modules/load-balancing/http-listener";
import { HttpsListener, type HttpsListenerProps } from "../../../modules/load-balancing/https-listener";
import { synthStack } from "../../../test-support/synth";
import { ARNS } from "./arns";

const forbidden = {
  type: "fixed-response",
  fixed_response: { content_type: "text/plain", message_body: "Forbidden", status_code: "403" },
};
const FORWARDS_NOTHING = {
  condition: '${alltrue([for action in self.default_action : action.type != "forward"])}',
  error_message: expect.stringMatching(/^listener-default: a listener must not forward by default/),
};
const https: HttpsListenerProps = { loadBalancerArn: ARNS.loadBalancer, certificateArn: ARNS.certificate };
const buildHttps = (change: Partial<HttpsListenerProps> = {}) =>
  synthStack((stack) => {
    new HttpsListener(stack, "https", { ...https, ...change });
  });
const buildHttp = (change: Partial<HttpListenerProps> = {}) =>
  synthStack((stack) => {
    new HttpListener(stack, "http", { loadBalancerArn: ARNS.loadBalancer, mode: "redirect", ...change });
  });

describe("HttpsListener", () => {
  it("minimal: forwards nothing", () => {
    const { resource, addresses, json } = buildHttps();
    expect(addresses).toEqual(["aws_lb_listener.https"]);
    expect(resource["aws_lb_listener"]?.["https"]).toEqual({
      load_balancer_arn: ARNS.loadBalancer,
      certificate_arn: ARNS.certificate,
      port: 443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      lifecycle: { postcondition: [FORWARDS_NOTHING] },
      default_action: [forbidden],
    });
    expect(json).toHaveResourceWithProperties(LbListener, { protocol: "HTTPS" });
    expect(json).not.toContain('"forward"');
  });

  it("full", () => {
    const { resource } = buildHttps({
      port: 8443,
      sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06",
      strictTransportSecurity: "max-age=300",
    });
    expect(resource["aws_lb_listener"]?.["https"]).toMatchObject({
      port: 8443,
      ssl_policy: "ELBSecurityPolicy-TLS13-1-3-2021-06",
      routing_http_response_strict_transport_security_header_value: "max-age=300",
    });
  });

  it.each(["max-age=0", "max-age=31536000; includeSubDomains", "max-age=1; includeSubDomains; preload"])(
    "takes the HSTS header %s",
    (strictTransportSecurity) => {
      expect(() => buildHttps({ strictTransportSecurity })).not.toThrow();
    },
  );

  it.each([
    [{ strictTransportSecurity: "includeSubDomains" }, "`strictTransportSecurity` must be like"],
    [{ strictTransportSecurity: "max-age=1;preload" }, "`strictTransportSecurity` must be like"],
    [{ port: 0 }, "`port` must be a whole number from 1 to 65535, got: 0"],
    [{ port: 65_536 }, "`port` must"],
    [{ sslPolicy: "TLSv1.2_2021" }, "`sslPolicy` must be one of AWS's policies"],
    [
      { certificateArn: "12345678-1234" },
      "`certificateArn` must be an ARN like arn:aws:acm:REGION:ACCOUNT:certificate/",
    ],
    [
      { loadBalancerArn: ARNS.targetGroup },
      "`loadBalancerArn` must be an ARN like arn:aws:elasticloadbalancing:",
    ],
  ])("refuses %j", (change, message) => {
    expect(() => buildHttps(change)).toThrow(message);
  });
});

it("a listener that CloudFront calls must take TLS 1.2", () => {
  const { resource } = buildHttps({ calledByCloudFront: true });
  expect(resource["aws_lb_listener"]?.["https"]?.["lifecycle"]).toEqual({
    postcondition: [
      FORWARDS_NOTHING,
      expect.objectContaining({ condition: expect.stringContaining("self.ssl_policy") }),
    ],
  });
});

describe("HttpListener", () => {
  it("redirect: keeps host, path and query, and answers nothing else", () => {
    const { resource, addresses } = buildHttp();
    expect(addresses).toEqual(["aws_lb_listener.http"]);
    expect(resource["aws_lb_listener"]?.["http"]).toEqual({
      load_balancer_arn: ARNS.loadBalancer,
      port: 80,
      protocol: "HTTP",
      lifecycle: { postcondition: [FORWARDS_NOTHING] },
      default_action: [
        {
          type: "redirect",
          redirect: {
            protocol: "HTTPS",
            port: "443",
            host: "#{host}",
            path: "/#{path}",
            query: "#{query}",
            status_code: "HTTP_301",
          },
        },
      ],
    });
  });

  it("redirect: to the port of the other listener", () => {
    const { resource } = buildHttp({ port: 8080, httpsPort: 8443 });
    expect(resource["aws_lb_listener"]?.["http"]).toMatchObject({
      port: 8080,
      default_action: [{ redirect: { port: "8443" } }],
    });
  });

  it("forward: refuses what no rule claims", () => {
    expect(buildHttp({ mode: "forward" }).resource["aws_lb_listener"]?.["http"]).toMatchObject({
      protocol: "HTTP",
      default_action: [forbidden],
    });
  });

  it.each([
    [{ port: 0 }, "`port` must"],
    [{ httpsPort: 65_536 }, "`httpsPort` must be a whole number from 1 to 65535, got: 65536"],
    [
      { loadBalancerArn: "x" },
      '`loadBalancerArn` must be an ARN like arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/..., got: "x"',
    ],
  ])("refuses %j", (change, message) => {
    expect(() => buildHttp(change)).toThrow(message);
  });
});

it("two of each stand in one stack, and give their ARNs and ports", () => {
  const { addresses, output } = synthStack((stack) => {
    const listeners = [
      new HttpsListener(stack, "https", https),
      new HttpsListener(stack, "more", { ...https, port: 8443 }),
      new HttpListener(stack, "http", { loadBalancerArn: ARNS.loadBalancer, mode: "redirect" }),
      new HttpListener(stack, "plain", { loadBalancerArn: ARNS.loadBalancer, mode: "forward", port: 8080 }),
    ];
    expect(listeners.map(({ port }) => port)).toEqual([443, 8443, 80, 8080]);
    new TerraformOutput(stack, "arns", { value: listeners.map(({ arn }) => arn) });
  });
  expect(addresses).toHaveLength(4);
  expect(output["arns"]?.["value"]).toEqual(
    ["https", "more", "http", "plain"].map((name) => `\${aws_lb_listener.${name}.arn}`),
  );
});
