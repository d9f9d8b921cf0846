import { type AwsRequest, type AwsResponse, awsRequest, isRecord, jsonBody } from "./aws-request";
import type { Upstream } from "./upstream";
import { elements, parseXml, text, texts, type XmlNode } from "./xml";

/** Who uses a target group or a certificate. */
export interface Use {
  readonly loadBalancerArn: string;
  /** what is used: the ARN of a target group or a certificate */
  readonly arn: string;
}

/** What the rules ask of moto and of our CloudFront before they decide. */
export class Questions {
  constructor(
    private readonly moto: Upstream,
    private readonly cloudFront: Upstream,
  ) {}

  /** An ELBv2 call, all pages of it; empty where moto answers with an error. */
  async elb(region: string, action: string, parameters: Record<string, string> = {}): Promise<XmlNode[]> {
    const pages: XmlNode[] = [];
    let marker: string | undefined;
    do {
      const page = await this.query("elasticloadbalancing", region, {
        Action: action,
        Version: "2015-12-01",
        ...parameters,
        ...(marker === undefined ? {} : { Marker: marker }),
      });
      if (page === undefined) {
        return pages;
      }
      pages.push(page);
      marker = text(page, "NextMarker");
    } while (marker !== undefined && marker !== "");
    return pages;
  }

  /** An EC2 call; undefined where moto answers with an error. */
  async ec2(
    region: string,
    action: string,
    parameters: Record<string, string>,
  ): Promise<XmlNode | undefined> {
    return this.query("ec2", region, { Action: action, Version: "2016-11-15", ...parameters });
  }

  /** An Auto Scaling call; undefined where moto answers with an error. */
  async autoScaling(
    region: string,
    action: string,
    parameters: Record<string, string>,
  ): Promise<XmlNode | undefined> {
    return this.query("autoscaling", region, { Action: action, Version: "2011-01-01", ...parameters });
  }

  /** The attributes of an SNS subscription; undefined where there is none. */
  async subscription(region: string, arn: string): Promise<XmlNode | undefined> {
    const fields = { Action: "GetSubscriptionAttributes", Version: "2010-03-31", SubscriptionArn: arn };
    return this.query("sns", region, fields);
  }

  /** The load balancer attribute's value, where it has one. */
  async loadBalancerAttribute(region: string, arn: string, key: string): Promise<string | undefined> {
    const pages = await this.elb(region, "DescribeLoadBalancerAttributes", { LoadBalancerArn: arn });
    const attribute = members(pages, "Attributes").find((member) => text(member, "Key") === key);
    return text(attribute, "Value");
  }

  /** The DNS name of every load balancer, and whether it speaks IPv6. */
  async loadBalancerNames(region: string): Promise<{ dnsName: string; ipv6: boolean }[]> {
    const pages = await this.elb(region, "DescribeLoadBalancers");
    return members(pages, "LoadBalancers").map((balancer) => ({
      dnsName: text(balancer, "DNSName") ?? "",
      ipv6: text(balancer, "IpAddressType") === "dualstack",
    }));
  }

  /** Every target group that a listener or a rule forwards to. */
  async targetGroupUses(region: string): Promise<Use[]> {
    const uses: Use[] = [];
    for (const { loadBalancerArn, listenerArn } of await this.listeners(region)) {
      // The rules include the default one, and so the listener's own actions.
      const rules = await this.elb(region, "DescribeRules", { ListenerArn: listenerArn });
      uses.push(
        ...rules.flatMap((page) => texts(page, "TargetGroupArn")).map((arn) => ({ loadBalancerArn, arn })),
      );
    }
    return uses;
  }

  /** The load balancers and distributions that present a certificate. */
  async certificateUsers(certificateArn: string): Promise<string[]> {
    const users = new Set<string>();
    const region = certificateArn.split(":")[3] ?? "us-east-1";
    for (const { loadBalancerArn, listenerArn, secure } of await this.listeners(region)) {
      if (secure) {
        const pages = await this.elb(region, "DescribeListenerCertificates", { ListenerArn: listenerArn });
        if (pages.some((page) => texts(page, "CertificateArn").includes(certificateArn))) {
          users.add(loadBalancerArn);
        }
      }
    }
    for (const distribution of await this.distributions()) {
      if (text(distribution, "ACMCertificateArn") === certificateArn) {
        users.add(text(distribution, "ARN") ?? "distribution");
      }
    }
    return [...users];
  }

  /** The summaries of all distributions. */
  async distributions(): Promise<XmlNode[]> {
    const page = await this.rest(this.cloudFront, "cloudfront", "us-east-1", "/2020-05-31/distribution");
    return elements(page, "DistributionSummary");
  }

  /** A Route 53 resource; undefined where there is none. */
  async route53(path: string): Promise<XmlNode | undefined> {
    return this.rest(this.moto, "route53", "us-east-1", path);
  }

  /** An S3 listing; undefined where there is none. */
  async s3(region: string, path: string): Promise<XmlNode | undefined> {
    return this.rest(this.moto, "s3", region, path);
  }

  /** ACM's own description of a certificate; undefined where there is none. */
  async certificate(arn: string): Promise<Record<string, unknown> | undefined> {
    const region = arn.split(":")[3] ?? "us-east-1";
    const { Certificate } = await this.json("acm", region, "CertificateManager.DescribeCertificate", {
      CertificateArn: arn,
    });
    return isRecord(Certificate) ? Certificate : undefined;
  }

  /** What CloudWatch Logs answers; an error too. */
  async logs(region: string, action: string, parameters: object): Promise<Record<string, unknown>> {
    return this.json("logs", region, `Logs_20140328.${action}`, parameters);
  }

  private async listeners(region: string) {
    const balancers = await this.elb(region, "DescribeLoadBalancers");
    const found: { loadBalancerArn: string; listenerArn: string; secure: boolean }[] = [];
    for (const loadBalancerArn of balancers.flatMap((page) => texts(page, "LoadBalancerArn"))) {
      const pages = await this.elb(region, "DescribeListeners", { LoadBalancerArn: loadBalancerArn });
      for (const listener of members(pages, "Listeners")) {
        const secure = ["HTTPS", "TLS"].includes(text(listener, "Protocol") ?? "");
        found.push({ loadBalancerArn, listenerArn: text(listener, "ListenerArn") ?? "", secure });
      }
    }
    return found;
  }

  private async json(service: string, region: string, target: string, parameters: object) {
    const type = "application/x-amz-json-1.1";
    const body = JSON.stringify(parameters);
    const request = call(service, region, "POST", "/", type, body, { "x-amz-target": target });
    return jsonBody(await this.moto.send(request));
  }

  private async query(
    service: string,
    region: string,
    fields: Record<string, string>,
  ): Promise<XmlNode | undefined> {
    const body = new URLSearchParams(fields).toString();
    const form = "application/x-www-form-urlencoded";
    const response = await this.moto.send(call(service, region, "POST", "/", form, body));
    return response.status === 200 ? parseXml(response.body.toString("utf8")) : undefined;
  }

  private async rest(
    upstream: Upstream,
    service: string,
    region: string,
    path: string,
  ): Promise<XmlNode | undefined> {
    const response: AwsResponse = await upstream.send(call(service, region, "GET", path));
    return response.status === 200 ? parseXml(response.body.toString("utf8")) : undefined;
  }
}

/** The `member` elements of a list, over all pages. */
function members(pages: readonly XmlNode[], list: string): XmlNode[] {
  return pages.flatMap((page) => elements(page, list).flatMap(directMembers));
}

function directMembers(node: XmlNode): XmlNode[] {
  if (typeof node === "string" || Array.isArray(node)) {
    return [];
  }
  const { member } = node;
  return member === undefined ? [] : Array.isArray(member) ? member : [member];
}

function call(
  service: string,
  region: string,
  method: string,
  target: string,
  contentType?: string,
  body = "",
  headers: Record<string, string> = {},
): AwsRequest {
  return awsRequest(
    method,
    target,
    {
      host: "127.0.0.1",
      // moto and our CloudFront read the scope and do not check the signature.
      authorization: `AWS4-HMAC-SHA256 Credential=test/20250101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      ...(contentType === undefined ? {} : { "content-type": contentType }),
      ...headers,
    },
    Buffer.from(body),
  );
}
