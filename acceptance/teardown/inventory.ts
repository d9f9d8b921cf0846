import { type ACMClient, paginateListCertificates } from "@aws-sdk/client-acm";
import { DescribeSecurityGroupsCommand, DescribeVolumesCommand } from "@aws-sdk/client-ec2";
import {
  DescribeTagsCommand,
  type ElasticLoadBalancingV2Client,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { pages } from "../../cli/recover/aws";
import type { Clients } from "../aws/clients";
import { recordsAt } from "../look/zone";
import { type Description, environmentOf, hostOf, PROJECT, prefixOf } from "../stack/description";
import { taggedInstances } from "./adopt";
import { edgeLeft } from "./inventory-edge";

/** What stands in AWS of a run, whatever Terraform's state says of it, a line each. */
export async function inventory(clients: Clients, description: Description): Promise<readonly string[]> {
  const parts = await Promise.all([
    machines(clients, description),
    balancing(clients.loadBalancing, description),
    certificates(clients.acm, description),
    certificates(clients.globalAcm, description),
    recordsAt(clients.route53, description.zone, hostOf(description)),
    buckets(clients, description),
    edgeLeft(clients.cloudFront, description),
  ]);
  const [ec2, elb, regional, global, records, s3, edge] = parts;
  return [
    ...ec2,
    ...elb,
    // In us-east-1 both are one list.
    ...new Set([...regional, ...global]),
    ...records.map((record) => `record ${record}`),
    ...s3,
    ...edge,
  ].sort();
}

async function machines({ ec2 }: Clients, description: Description): Promise<string[]> {
  const Filters = [
    { Name: "tag:Project", Values: [PROJECT] },
    { Name: "tag:Environment", Values: [environmentOf(description)] },
  ];
  const instances = await taggedInstances(ec2, description);
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand({ Filters }));
  return [
    ...instances.map((id) => `instance ${id}`),
    ...SecurityGroups.map(({ GroupId, GroupName }) => `security-group ${GroupId} ${GroupName}`),
    ...Volumes.map(({ VolumeId }) => `volume ${VolumeId}`),
  ];
}

/** How many resources one question about tags may name. */
const TAGS_AT_ONCE = 20;

async function balancing(client: ElasticLoadBalancingV2Client, description: Description): Promise<string[]> {
  const balancers = await pages(
    paginateDescribeLoadBalancers({ client }, {}),
    ({ LoadBalancers }) => LoadBalancers,
  );
  const groups = await pages(
    paginateDescribeTargetGroups({ client }, {}),
    ({ TargetGroups }) => TargetGroups,
  );
  const arns = [
    ...balancers.map(({ LoadBalancerArn }) => LoadBalancerArn),
    ...groups.map(({ TargetGroupArn }) => TargetGroupArn),
  ].filter((arn) => arn !== undefined);
  const ours: string[] = [];
  for (let from = 0; from < arns.length; from += TAGS_AT_ONCE) {
    const ResourceArns = arns.slice(from, from + TAGS_AT_ONCE);
    const { TagDescriptions = [] } = await client.send(new DescribeTagsCommand({ ResourceArns }));
    const tagged = TagDescriptions.filter(({ Tags = [] }) =>
      Tags.some(({ Key, Value }) => Key === "Environment" && Value === environmentOf(description)),
    );
    // Not the ARN: it tells the account.
    ours.push(...tagged.map(({ ResourceArn = "" }) => ResourceArn.split(":").slice(5).join(":")));
  }
  return ours;
}

async function certificates(client: ACMClient, description: Description): Promise<string[]> {
  const host = hostOf(description);
  const all = await pages(
    paginateListCertificates({ client }, {}),
    ({ CertificateSummaryList }) => CertificateSummaryList,
  );
  return all
    .filter(({ DomainName }) => DomainName === host)
    .map(({ CertificateArn = "" }) => `certificate ${CertificateArn.split("/").at(-1)} of ${host}`);
}

async function buckets({ s3 }: Clients, description: Description): Promise<string[]> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  return Buckets.filter(({ Name }) => Name?.startsWith(`${prefixOf(description)}-`)).map(
    ({ Name }) => `bucket ${Name}`,
  );
}
