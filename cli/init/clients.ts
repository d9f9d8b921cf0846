import { ACMClient } from "@aws-sdk/client-acm";
import { EC2Client } from "@aws-sdk/client-ec2";
import { Route53Client } from "@aws-sdk/client-route-53";
import type { Credentials } from "../aws/credentials";
import { clientSettings, type Service } from "../aws/settings";

/** Clients of what `init` looks at, where Terraform would look. */
export class Clients {
  readonly route53: Route53Client;
  private readonly opened: { destroy(): void }[] = [];

  constructor(
    private readonly credentials: Credentials,
    private readonly env: NodeJS.ProcessEnv,
  ) {
    this.route53 = this.open(new Route53Client(this.settings("route_53", "us-east-1")));
  }

  ec2(region: string): EC2Client {
    return this.open(new EC2Client(this.settings("ec2", region)));
  }

  acm(region: string): ACMClient {
    return this.open(new ACMClient(this.settings("acm", region)));
  }

  destroy(): void {
    for (const client of this.opened) {
      client.destroy();
    }
  }

  private settings(service: Service, region: string) {
    return clientSettings(service, region, this.credentials, this.env);
  }

  private open<C extends { destroy(): void }>(client: C): C {
    this.opened.push(client);
    return client;
  }
}
