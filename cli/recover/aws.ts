import { ACMClient } from "@aws-sdk/client-acm";
import { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { Route53Client } from "@aws-sdk/client-route-53";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import { WAFV2Client } from "@aws-sdk/client-wafv2";

type Settings = { readonly region?: string };

interface Client {
  destroy(): void;
}

/** Clients for each region; endpoints and credentials come from the environment, as Terraform's do. */
export class Aws {
  private readonly clients = new Map<string, Client>();

  readonly acm = this.each("acm", (settings) => new ACMClient(settings));
  readonly cloudFront = this.each("cloudfront", (settings) => new CloudFrontClient(settings));
  readonly ec2 = this.each("ec2", (settings) => new EC2Client(settings));
  readonly firewall = this.each("wafv2", (settings) => new WAFV2Client(settings));
  readonly loadBalancing = this.each("elb", (settings) => new ElasticLoadBalancingV2Client(settings));
  readonly logs = this.each("logs", (settings) => new CloudWatchLogsClient(settings));
  readonly route53 = this.each("route53", (settings) => new Route53Client(settings));
  readonly s3 = this.each("s3", (settings) => new S3Client(settings));
  readonly ssm = this.each("ssm", (settings) => new SSMClient(settings));

  destroy(): void {
    for (const client of this.clients.values()) {
      client.destroy();
    }
  }

  private each<C extends Client>(service: string, make: (settings: Settings) => C): (where: Settings) => C {
    const made = new Map<string, C>();
    return ({ region }) => {
      const key = region ?? "";
      const client = made.get(key) ?? make(region === undefined ? {} : { region });
      made.set(key, client);
      this.clients.set(`${service} ${key}`, client);
      return client;
    };
  }
}

/** `otherwise` where AWS says that there is no such thing, by one of these error names. */
export async function unlessMissing<T>(
  answer: Promise<T>,
  otherwise: T,
  ...names: readonly string[]
): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) {
      return otherwise;
    }
    throw error;
  }
}

/** Every page of an SDK paginator, one after the other. */
export async function pages<Page, Item>(
  paginator: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of paginator) {
    all.push(...(items(page) ?? []));
  }
  return all;
}
