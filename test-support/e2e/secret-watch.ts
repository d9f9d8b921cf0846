import {
  CloudFrontClient,
  GetDistributionCommand,
  ListDistributionsCommand,
} from "@aws-sdk/client-cloudfront";
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { clientOptions, type World } from "../../local/world";
import type { Call, Watcher } from "./watched-aws";

/** What stood after a write. */
export interface Observed {
  readonly action: string;
  /** how many values of the secret viewers' requests may come with: two while CloudFront deploys another */
  readonly inForce: number;
  /** what a viewer's request would be refused by: `<value> by <rule>` without the value itself */
  readonly refused: readonly string[];
}

/**
 * Looks, after every write, at whether each request that CloudFront may send would be forwarded: with the value that its
 * distribution has, and, until the change of it is seen to be deployed, with the one before.
 */
export class SecretWatch implements Watcher {
  readonly observed: Observed[] = [];
  private inForce = new Set<string>();
  private readonly cloudFront: CloudFrontClient;
  private readonly balancing: ElasticLoadBalancingV2Client;

  constructor(world: World) {
    this.cloudFront = new CloudFrontClient({
      ...clientOptions(world, "us-east-1"),
      endpoint: world.cloudFrontEndpoint,
    });
    this.balancing = new ElasticLoadBalancingV2Client(clientOptions(world, world.seeded.region));
  }

  close(): void {
    this.cloudFront.destroy();
    this.balancing.destroy();
  }

  async before(): Promise<void> {
    await this.look();
  }

  async after({ action }: Call): Promise<void> {
    // What was sent when the write came is sent on at least until it is answered.
    const before = [...this.inForce];
    const now = await this.look();
    const rules = await this.acceptedByRule();
    const sent = [...new Set([...before, ...now])];
    const refused = sent.flatMap((value, index) =>
      rules.filter(({ values }) => !values.includes(value)).map(({ name }) => `value ${index} by ${name}`),
    );
    this.observed.push({ action, inForce: sent.length, refused });
  }

  /** What CloudFront's edge locations may send now. */
  private async look(): Promise<readonly string[]> {
    const { DistributionList } = await this.cloudFront.send(new ListDistributionsCommand({}));
    for (const { Id } of DistributionList?.Items ?? []) {
      const { Distribution } = await this.cloudFront.send(new GetDistributionCommand({ Id }));
      const headers = (Distribution?.DistributionConfig?.Origins?.Items ?? []).flatMap(
        ({ CustomHeaders }) => CustomHeaders?.Items ?? [],
      );
      const values = headers.flatMap(({ HeaderValue }) => HeaderValue ?? []);
      this.inForce = new Set(Distribution?.Status === "Deployed" ? values : [...this.inForce, ...values]);
    }
    return [...this.inForce];
  }

  private async acceptedByRule(): Promise<{ readonly name: string; readonly values: readonly string[] }[]> {
    const { LoadBalancers = [] } = await this.balancing.send(new DescribeLoadBalancersCommand({}));
    const rules = [];
    for (const { LoadBalancerArn } of LoadBalancers) {
      const { Listeners = [] } = await this.balancing.send(new DescribeListenersCommand({ LoadBalancerArn }));
      for (const { ListenerArn } of Listeners) {
        const { Rules = [] } = await this.balancing.send(new DescribeRulesCommand({ ListenerArn }));
        rules.push(...Rules.filter(({ Actions = [] }) => Actions.some(({ Type }) => Type === "forward")));
      }
    }
    return rules.map(({ Priority = "", Conditions = [] }) => ({
      name: `rule ${Priority}`,
      values: Conditions.flatMap(({ HttpHeaderConfig }) => HttpHeaderConfig?.Values ?? []),
    }));
  }
}
