import { Route53Client, type RRType, TestDNSAnswerCommand } from "@aws-sdk/client-route-53";
import { clientOptions, type World } from "../../local/world";

/** What the local Route 53 answers to a query, as a viewer's resolver would see it. */
export async function dnsAnswer(
  world: World,
  zone: string,
  name: string,
  type: RRType,
): Promise<readonly string[]> {
  const client = new Route53Client(clientOptions(world, "us-east-1"));
  try {
    const HostedZoneId = world.seeded.zones[zone];
    const { RecordData = [] } = await client.send(
      new TestDNSAnswerCommand({ HostedZoneId, RecordName: name, RecordType: type }),
    );
    return RecordData;
  } finally {
    client.destroy();
  }
}
