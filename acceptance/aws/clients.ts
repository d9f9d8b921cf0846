import { ACMClient } from "@aws-sdk/client-acm";
import { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { Route53Client } from "@aws-sdk/client-route-53";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import { findCredentials } from "../../cli/aws/credentials";

/** CloudFront's certificates and API, and Route 53's, are there. */
const GLOBAL = "us-east-1";

/**
 * A client of each service, with the credentials that Terraform would use, looked up anew once they end: a run is
 * longer than some sessions. Endpoints are those of the environment, as the SDK reads it.
 */
export class Clients {
  readonly ec2: EC2Client;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly acm: ACMClient;
  readonly globalAcm: ACMClient;
  readonly cloudFront: CloudFrontClient;
  readonly route53: Route53Client;
  readonly s3: S3Client;
  readonly ssm: SSMClient;

  constructor(region: string, env: NodeJS.ProcessEnv = process.env) {
    const credentials = () => findCredentials(env);
    const here = { region, credentials };
    const global = { region: GLOBAL, credentials };
    this.ec2 = new EC2Client(here);
    this.loadBalancing = new ElasticLoadBalancingV2Client(here);
    this.acm = new ACMClient(here);
    this.globalAcm = new ACMClient(global);
    this.cloudFront = new CloudFrontClient(global);
    this.route53 = new Route53Client(global);
    this.s3 = new S3Client(here);
    this.ssm = new SSMClient(here);
  }

  destroy(): void {
    const { ec2, loadBalancing, acm, globalAcm, cloudFront, route53, s3, ssm } = this;
    for (const client of [ec2, loadBalancing, acm, globalAcm, cloudFront, route53, s3, ssm]) {
      client.destroy();
    }
  }
}
