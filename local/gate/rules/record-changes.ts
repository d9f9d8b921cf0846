import { invalidChangeBatch } from "../aws-error";
import { type AwsRequest, type AwsResponse, withBody } from "../aws-request";
import type { Questions } from "../questions";
import { canonicalName, type RecordSet, recordSet, recordSets } from "../record-sets";
import type { Rule } from "../rule";
import { buildXml, element, elements, parseXml, text, type XmlNode } from "../xml";

interface Change {
  readonly action: string;
  readonly set: RecordSet;
}

/** The records of a zone as they stand after each change of a batch. */
class Zone {
  readonly #sets: Map<string, RecordSet>;

  constructor(
    readonly name: string,
    sets: readonly RecordSet[],
  ) {
    this.#sets = new Map(sets.map((set) => [key(set), set]));
  }

  find(set: RecordSet): RecordSet | undefined {
    return this.#sets.get(key(set));
  }

  at(name: string): RecordSet[] {
    return [...this.#sets.values()].filter((set) => set.name === name);
  }

  apply({ action, set }: Change): void {
    if (action === "DELETE") {
      this.#sets.delete(key(set));
    } else {
      this.#sets.set(key(set), set);
    }
  }
}

/**
 * A batch of record changes is taken whole or not at all, each change seeing those before it. moto takes a
 * CNAME beside other types and at the apex, a CREATE over other values, and a batch by halves; and it refuses
 * a CREATE that it has seen before, although the record was deleted since. So the batch is judged here, and
 * moto gets it in the form that it cannot refuse: UPSERT for CREATE, the stored values for DELETE.
 *
 * AWS: InvalidChangeBatch, 400.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
 */
export const recordChanges: Rule = {
  name: "record-changes",

  async answer(request, { ask }) {
    const changes = changesOf(request);
    return changes === undefined ? undefined : judge(changes, request, ask);
  },

  async forward(request, { ask }) {
    const changes = changesOf(request);
    if (changes === undefined) {
      return request;
    }
    const zone = await zoneOf(request, ask);
    const told = changes.map((change) => {
      const stored = zone?.find(change.set);
      zone?.apply(change);
      const node = change.action === "DELETE" ? (stored?.node ?? change.set.node) : change.set.node;
      return {
        Action: change.action === "CREATE" ? "UPSERT" : change.action,
        ResourceRecordSet: named(node, change.set.name),
      };
    });
    const batch = { ChangeBatch: { Changes: { Change: told } } };
    return withBody(
      request,
      buildXml({
        ChangeResourceRecordSetsRequest: {
          "@xmlns": "https://route53.amazonaws.com/doc/2013-04-01/",
          ...batch,
        },
      }),
    );
  },
};

async function judge(
  changes: readonly Change[],
  request: AwsRequest,
  ask: Questions,
): Promise<AwsResponse | undefined> {
  const zone = await zoneOf(request, ask);
  if (zone === undefined) {
    return undefined; // moto has AWS's answer for a zone that is not there
  }
  const messages: string[] = [];
  for (const change of changes) {
    const message = objection(change, zone);
    if (message === undefined) {
      zone.apply(change);
    } else {
      messages.push(message);
    }
  }
  return messages.length > 0 ? invalidChangeBatch(messages) : undefined;
}

function objection({ action, set }: Change, zone: Zone): string | undefined {
  const { name, type } = set;
  if (name !== zone.name && !name.endsWith(`.${zone.name}`)) {
    return `RRSet with DNS name ${name} is not permitted in zone ${zone.name}`;
  }
  const stored = zone.find(set);
  if (action === "DELETE") {
    return deletion(set, stored);
  }
  if (action === "CREATE" && stored !== undefined) {
    return `Tried to create resource record set [name='${name}', type='${type}'] but it already exists`;
  }
  if (type === "CNAME" && name === zone.name) {
    return `RRSet of type CNAME with DNS name ${name} is not permitted at apex in zone ${zone.name}`;
  }
  const others = zone.at(name).filter((other) => other.type !== type);
  if (type === "CNAME" && others.length > 0) {
    return `RRSet of type CNAME with DNS name ${name} is not permitted as it conflicts with other records with the same DNS name in zone ${zone.name}`;
  }
  if (others.some((other) => other.type === "CNAME")) {
    return `RRSet of type ${type} with DNS name ${name} is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone ${zone.name}`;
  }
  return undefined;
}

function deletion(set: RecordSet, stored: RecordSet | undefined): string | undefined {
  const tried = `Tried to delete resource record set [name='${set.name}', type='${set.type}']`;
  if (stored === undefined) {
    return `${tried} but it was not found`;
  }
  return content(set) === content(stored)
    ? undefined
    : `${tried} but the values provided do not match the current values`;
}

function content({ ttl, values, alias }: RecordSet): string {
  return JSON.stringify(alias ?? { ttl, values: [...values].sort() });
}

function key({ name, type, setIdentifier }: RecordSet): string {
  return `${name} ${type} ${setIdentifier}`;
}

/** The changes of a well-formed batch; undefined for any other call. */
function changesOf(request: AwsRequest): Change[] | undefined {
  if (request.method !== "POST" || zoneId(request) === undefined) {
    return undefined;
  }
  const changes = elements(parseXml(request.body.toString("utf8")), "Change").flatMap((change) => {
    const action = text(change, "Action") ?? "";
    const node = element(change, "ResourceRecordSet");
    return node !== undefined && ["CREATE", "UPSERT", "DELETE"].includes(action)
      ? [{ action, set: recordSet(node) }]
      : [];
  });
  return changes.length > 0 ? changes : undefined;
}

function zoneId({ path }: AwsRequest): string | undefined {
  return /^\/2013-04-01\/hostedzone\/([^/]+)\/rrset\/?$/.exec(path)?.[1];
}

async function zoneOf(request: AwsRequest, ask: Questions): Promise<Zone | undefined> {
  const id = zoneId(request) ?? "";
  const zone = element(await ask.route53(`/2013-04-01/hostedzone/${id}`), "HostedZone");
  return zone === undefined
    ? undefined
    : new Zone(canonicalName(text(zone, "Name") ?? ""), await recordSets(ask, id));
}

function named(node: XmlNode, name: string): XmlNode {
  return typeof node === "string" || Array.isArray(node) ? node : { ...node, Name: name };
}
