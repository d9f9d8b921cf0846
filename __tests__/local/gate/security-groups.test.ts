import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeManagedPrefixListsCommand,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { clientOptions, type Seeded, seed } from "../../../local/seed";
import { type MotoGate, startMotoGate } from "../../../test-support/moto-gate";
import { requires } from "../../../test-support/requires";

const REGION = "eu-west-1";

requires("moto_server")("the gate, security groups", () => {
  let gate: MotoGate;
  let ec2: EC2Client;
  let seeded: Seeded;

  beforeAll(async () => {
    gate = await startMotoGate();
    ec2 = new EC2Client(clientOptions(gate, REGION));
    seeded = await seed(gate, { region: REGION, instances: [], zones: [] });
  }, 60_000);

  afterAll(async () => {
    ec2.destroy();
    await gate.stop();
  });

  async function group(name: string): Promise<string> {
    const { GroupId = "" } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: name, Description: name, VpcId: seeded.vpcId }),
    );
    return GroupId;
  }

  async function described(groupId: string) {
    const { SecurityGroupRules = [] } = await ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [groupId] }] }),
    );
    return SecurityGroupRules.filter((rule) => rule.Description !== undefined);
  }

  it("keep the descriptions of rules whose peer is a group, a prefix list or an address range", async () => {
    const [own, peer] = [await group("own"), await group("peer")];
    const { PrefixLists = [] } = await ec2.send(
      new DescribeManagedPrefixListsCommand({
        Filters: [{ Name: "prefix-list-name", Values: ["com.amazonaws.global.cloudfront.origin-facing"] }],
      }),
    );
    const { PrefixListId } = PrefixLists[0] ?? {};
    const port = (number: number) => ({ IpProtocol: "tcp", FromPort: number, ToPort: number });
    for (const permission of [
      { ...port(443), PrefixListIds: [{ PrefixListId, Description: "from CloudFront" }] },
      { ...port(8000), UserIdGroupPairs: [{ GroupId: peer, Description: "from the peer" }] },
      { ...port(22), IpRanges: [{ CidrIp: "203.0.113.0/24", Description: "from the office" }] },
    ]) {
      await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: own, IpPermissions: [permission] }));
    }
    const out = { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: peer, Description: "to the peer" }] };
    await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId: own, IpPermissions: [out] }));

    const rules = await described(own);
    expect(rules).toHaveLength(4);
    expect(rules).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ Description: "from CloudFront", PrefixListId, FromPort: 443, ToPort: 443 }),
        expect.objectContaining({
          Description: "from the peer",
          FromPort: 8000,
          ReferencedGroupInfo: expect.objectContaining({ GroupId: peer }),
        }),
        expect.objectContaining({ Description: "from the office", CidrIpv4: "203.0.113.0/24" }),
        expect.objectContaining({ Description: "to the peer", IsEgress: true, IpProtocol: "-1" }),
      ]),
    );
  });

  it("are not deleted while an instance is in them or a rule names them", async () => {
    const { instances } = await seed(gate, { region: REGION, instances: [{ name: "busy" }], zones: [] });
    const remove = (GroupId: string) => ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
    const refusal = (groupId: string) => ({
      name: "DependencyViolation",
      message: `resource ${groupId} has a dependent object`,
    });
    const busy = instances.busy?.securityGroupId ?? "";
    await expect(remove(busy)).rejects.toMatchObject(refusal(busy));

    const [named, naming] = [await group("named"), await group("naming")];
    for (const GroupId of [naming, named]) {
      const permission = {
        IpProtocol: "tcp",
        FromPort: 80,
        ToPort: 80,
        UserIdGroupPairs: [{ GroupId: named }],
      };
      await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permission] }));
    }
    await expect(remove(named)).rejects.toMatchObject(refusal(named));
    await remove(naming);
    await remove(named);
  });
});
