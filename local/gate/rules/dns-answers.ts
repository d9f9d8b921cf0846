import { answer, type DnsTargets } from "../../dns-answer";
import { xmlResponse } from "../aws-error";
import type { Questions } from "../questions";
import { canonicalName, recordSets } from "../record-sets";
import type { Rule } from "../rule";
import { text } from "../xml";

/**
 * What Route 53 would answer to a DNS query; moto has no such call.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_TestDNSAnswer.html
 */
export const dnsAnswers: Rule = {
  name: "dns-answers",
  async answer(request, { ask }) {
    if (request.service !== "route53" || request.path !== "/2013-04-01/testdnsanswer") {
      return undefined;
    }
    const name = request.query.get("recordname") ?? "";
    const type = request.query.get("recordtype") ?? "A";
    const records = await recordSets(ask, request.query.get("hostedzoneid") ?? "");
    const given = answer(
      records,
      name,
      type,
      await targets(
        ask,
        records.flatMap((set) => set.alias?.dnsName ?? []),
      ),
    );
    return xmlResponse(200, {
      TestDNSAnswerResponse: {
        "@xmlns": "https://route53.amazonaws.com/doc/2013-04-01/",
        Nameserver: "ns-2048.awsdns-64.com",
        RecordName: canonicalName(name),
        RecordType: type,
        RecordData: { RecordDataEntry: given },
        ResponseCode: "NOERROR",
        Protocol: "UDP",
      },
    });
  },
};

/** Which of the names that aliases point to exist, and whether they speak IPv6. */
async function targets(ask: Questions, names: readonly string[]): Promise<DnsTargets> {
  const ipv6 = new Map<string, boolean>();
  for (const distribution of await ask.distributions()) {
    ipv6.set(
      canonicalName(text(distribution, "DomainName") ?? ""),
      text(distribution, "IsIPV6Enabled") === "true",
    );
  }
  const regions = new Set(
    names.flatMap((name) => /\.([a-z0-9-]+)\.elb\.amazonaws\.com\.$/.exec(name)?.[1] ?? []),
  );
  for (const region of regions) {
    for (const balancer of await ask.loadBalancerNames(region)) {
      ipv6.set(canonicalName(balancer.dnsName), balancer.ipv6);
    }
  }
  return { ipv6: (dnsName) => ipv6.get(dnsName) };
}
