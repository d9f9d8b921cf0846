import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import { describeOpenRule, openRules } from "../../cli/aws/open-rules";

function rule(more: Partial<SecurityGroupRule>): SecurityGroupRule {
  return {
    SecurityGroupRuleId: "sgr-1",
    GroupId: "sg-1",
    IsEgress: false,
    IpProtocol: "tcp",
    FromPort: 22,
    ToPort: 22,
    ...more,
  };
}

const lines = (...all: readonly Partial<SecurityGroupRule>[]) =>
  openRules(all.map(rule)).map(describeOpenRule);

describe("rules that let anyone in", () => {
  it.each([
    [{ CidrIpv4: "0.0.0.0/0" }, "sgr-1 of sg-1: tcp 22 from 0.0.0.0/0"],
    [{ CidrIpv6: "::/0" }, "sgr-1 of sg-1: tcp 22 from ::/0"],
    [{ CidrIpv4: "0.0.0.0/1" }, "sgr-1 of sg-1: tcp 22 from 0.0.0.0/1"],
    [{ CidrIpv4: "128.0.0.0/7" }, "sgr-1 of sg-1: tcp 22 from 128.0.0.0/7"],
    [{ CidrIpv6: "2000::/3" }, "sgr-1 of sg-1: tcp 22 from 2000::/3"],
    [{ CidrIpv4: "0.0.0.0/0", FromPort: 8000, ToPort: 8999 }, "sgr-1 of sg-1: tcp 8000-8999 from 0.0.0.0/0"],
    [
      { CidrIpv4: "0.0.0.0/0", IpProtocol: "-1", FromPort: -1, ToPort: -1 },
      "sgr-1 of sg-1: everything from 0.0.0.0/0",
    ],
    [
      { CidrIpv4: "0.0.0.0/0", IpProtocol: "icmp", FromPort: -1, ToPort: -1 },
      "sgr-1 of sg-1: icmp all from 0.0.0.0/0",
    ],
    [
      { CidrIpv4: "0.0.0.0/0", IpProtocol: "udp", FromPort: 53, ToPort: 53 },
      "sgr-1 of sg-1: udp 53 from 0.0.0.0/0",
    ],
  ])("%j", (more, line) => {
    expect(lines(more)).toEqual([line]);
  });

  it.each([
    { CidrIpv4: "203.0.113.0/24" },
    { CidrIpv4: "10.0.0.0/8" },
    { CidrIpv6: "2001:db8::/32" },
    { CidrIpv6: "fc00::/7" },
    { PrefixListId: "pl-1" },
    { ReferencedGroupInfo: { GroupId: "sg-2" } },
    { CidrIpv4: "0.0.0.0/0", IsEgress: true },
  ])("not %j", (more) => {
    expect(lines(more)).toEqual([]);
  });

  it("are listed one by one, by group and port", () => {
    const all = [443, 5432, 80, 8000, 22].map((port) => ({
      FromPort: port,
      ToPort: port,
      CidrIpv4: "0.0.0.0/0",
    }));
    expect(lines(...all, { GroupId: "sg-0", CidrIpv4: "0.0.0.0/0" })).toEqual([
      "sgr-1 of sg-0: tcp 22 from 0.0.0.0/0",
      ...[22, 80, 443, 5432, 8000].map((port) => `sgr-1 of sg-1: tcp ${port} from 0.0.0.0/0`),
    ]);
  });
});
