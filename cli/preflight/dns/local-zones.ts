import {
  ListHostedZonesCommand,
  type Route53Client,
  type RRType,
  TestDNSAnswerCommand,
} from "@aws-sdk/client-route-53";
import { type Answer, type Caa, type Dns, plainName } from "./answers";

/**
 * The local AWS as a viewer would see it: the zones of its Route 53, each as if its registrar knew it. So a run against
 * the local AWS asks nobody else.
 */
export class LocalZones implements Dns {
  readonly source = "the local Route 53";

  constructor(private readonly client: Route53Client) {}

  ns(name: string): Promise<Answer<string>> {
    return this.ask(name, "NS", plainName);
  }

  cname(name: string): Promise<Answer<string>> {
    return this.ask(name, "CNAME", plainName);
  }

  caa(name: string): Promise<Answer<Caa>> {
    return this.ask(name, "CAA", readCaa);
  }

  private async ask<T>(name: string, type: RRType, read: (text: string) => T): Promise<Answer<T>> {
    const zone = await this.zoneOf(name);
    if (zone === undefined) {
      return { kind: "none" };
    }
    const question = { HostedZoneId: zone, RecordName: name, RecordType: type };
    const { RecordData = [] } = await this.client.send(new TestDNSAnswerCommand(question));
    return RecordData.length === 0 ? { kind: "none" } : { kind: "records", records: RecordData.map(read) };
  }

  /** The longest zone that holds the name. */
  private async zoneOf(name: string): Promise<string | undefined> {
    const { HostedZones = [] } = await this.client.send(new ListHostedZonesCommand({}));
    const holding = HostedZones.map(({ Id, Name = "" }) => ({ Id, name: plainName(Name) }))
      .filter((zone) => name === zone.name || name.endsWith(`.${zone.name}`))
      .sort((a, b) => b.name.length - a.name.length);
    return holding[0]?.Id?.replace(/^\/hostedzone\//, "");
  }
}

/** `0 issue "amazon.com"` */
function readCaa(text: string): Caa {
  const [, flags = "0", tag = "", value = ""] = /^(\d+) +(\S+) +"?([^"]*)"?$/.exec(text) ?? [];
  return { critical: Number(flags) >= 128, tag: tag.toLowerCase(), value };
}
