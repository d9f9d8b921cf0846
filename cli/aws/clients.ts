import { ACMClient } from "@aws-sdk/client-acm";
import { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { Route53Client } from "@aws-sdk/client-route-53";
import { S3Client } from "@aws-sdk/client-s3";
import type { Credentials } from "./credentials";
import { clientSettings, endpointOf, type Service } from "./settings";

/** Clients of what commands look at by themselves, where Terraform would look. */
export class Clients {
  private readonly opened = new Map<string, { destroy(): void }>();

  constructor(
    private readonly credentials: Credentials,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  get route53(): Route53Client {
    return this.open("route_53", "us-east-1", (settings) => new Route53Client(settings));
  }

  get cloudFront(): CloudFrontClient {
    return this.open("cloudfront", "us-east-1", (settings) => new CloudFrontClient(settings));
  }

  ec2(region: string): EC2Client {
    return this.open("ec2", region, (settings) => new EC2Client(settings));
  }

  acm(region: string): ACMClient {
    return this.open("acm", region, (settings) => new ACMClient(settings));
  }

  loadBalancing(region: string): ElasticLoadBalancingV2Client {
    return this.open(
      "elastic_load_balancing_v2",
      region,
      (settings) => new ElasticLoadBalancingV2Client(settings),
    );
  }

  s3(region: string): S3Client {
    // A bucket's name as a part of the host is nobody's at an endpoint of one's own.
    const forcePathStyle = endpointOf("s3", this.env) !== undefined;
    return this.open("s3", region, (settings) => new S3Client({ ...settings, forcePathStyle }));
  }

  destroy(): void {
    for (const client of this.opened.values()) {
      client.destroy();
    }
  }

  private open<C extends { destroy(): void }>(
    service: Service,
    region: string,
    make: (settings: ReturnType<typeof clientSettings>) => C,
  ): C {
    const client = make(clientSettings(service, region, this.credentials, this.env));
    const key = `${service} ${region} ${this.opened.size}`;
    this.opened.set(key, client);
    return client;
  }
}
