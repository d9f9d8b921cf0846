import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DescribeLaunchTemplateVersionsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { parseXml, text, texts } from "../../../local/gate/xml";
import { clientOptions } from "../../../local/seed";
import { type MotoGate, startMotoGate } from "../../../test-support/moto-gate";
import { requires } from "../../../test-support/requires";

const REGION = "eu-west-1";
const IMAGE = "ami-1e749f67";
const base64 = (value: string) => Buffer.from(value).toString("base64");

requires("moto_server")("the gate and Auto Scaling", () => {
  let gate: MotoGate;
  let ec2: EC2Client;
  let template = "";

  /** A call of the query protocol, which AWS's clients sign; moto and the gate read the scope alone. */
  async function autoScaling(Action: string, fields: Record<string, string>) {
    const response = await fetch(gate.endpoint, {
      method: "POST",
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=test/20250101/${REGION}/autoscaling/aws4_request, SignedHeaders=host, Signature=0`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ Action, Version: "2011-01-01", ...fields }),
    });
    return { status: response.status, xml: parseXml(await response.text()) };
  }

  const versions = async () => {
    const LaunchTemplateId = template;
    const answer = await ec2.send(new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId }));
    return (answer.LaunchTemplateVersions ?? []).sort(
      (one, other) => Number(one.VersionNumber) - Number(other.VersionNumber),
    );
  };

  const instances = async () => {
    const { xml } = await autoScaling("DescribeAutoScalingGroups", {});
    return texts(xml, "InstanceId").sort();
  };

  beforeAll(async () => {
    gate = await startMotoGate();
    ec2 = new EC2Client(clientOptions(gate, REGION));
    const { LaunchTemplate } = await ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: "shop",
        TagSpecifications: [{ ResourceType: "launch-template", Tags: [{ Key: "Project", Value: "shop" }] }],
        LaunchTemplateData: {
          ImageId: IMAGE,
          InstanceType: "t3.small",
          UserData: base64("first"),
          TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "Name", Value: "shop-api" }] }],
        },
      }),
    );
    template = LaunchTemplate?.LaunchTemplateId ?? "";
    await autoScaling("CreateAutoScalingGroup", {
      AutoScalingGroupName: "shop",
      "LaunchTemplate.LaunchTemplateId": template,
      "LaunchTemplate.Version": "1",
      MinSize: "2",
      MaxSize: "2",
      "AvailabilityZones.member.1": "eu-west-1a",
    });
  }, 60_000);

  afterAll(async () => {
    ec2.destroy();
    await gate.stop();
  });

  it("keeps a launch template's own tags out of its instances'", async () => {
    const [first] = await versions();
    expect(first?.LaunchTemplateData?.TagSpecifications).toEqual([
      { ResourceType: "instance", Tags: [{ Key: "Name", Value: "shop-api" }] },
    ]);
  });

  it("keeps the user data of a later version, and starts instances of it", async () => {
    await ec2.send(
      new CreateLaunchTemplateVersionCommand({
        LaunchTemplateId: template,
        LaunchTemplateData: { ImageId: IMAGE, InstanceType: "t3.small", UserData: base64("second") },
      }),
    );
    const [, second] = await versions();
    expect(second?.LaunchTemplateData?.UserData).toBe(base64("second"));
    expect(second?.VersionDescription).toBeUndefined();
    const { status } = await autoScaling("UpdateAutoScalingGroup", {
      AutoScalingGroupName: "shop",
      "LaunchTemplate.LaunchTemplateId": template,
      "LaunchTemplate.Version": "2",
    });
    expect(status).toBe(200);
  });

  it("replaces every instance by a refresh", async () => {
    const before = await instances();
    const { status, xml } = await autoScaling("StartInstanceRefresh", { AutoScalingGroupName: "shop" });
    expect(status).toBe(200);
    expect(text(xml, "InstanceRefreshId")).toMatch(/^[0-9a-f-]{36}$/);
    const after = await instances();
    expect(after).toHaveLength(before.length);
    expect(after.filter((id) => before.includes(id))).toEqual([]);
  });

  it("refuses the refresh of a group that is not there", async () => {
    const { status, xml } = await autoScaling("StartInstanceRefresh", { AutoScalingGroupName: "none" });
    expect([status, text(xml, "Code")]).toEqual([400, "ValidationError"]);
  });

  it("answers a policy that follows a figure as enabled, and as predicting nothing", async () => {
    await autoScaling("PutScalingPolicy", {
      AutoScalingGroupName: "shop",
      PolicyName: "cpu",
      PolicyType: "TargetTrackingScaling",
      "TargetTrackingConfiguration.TargetValue": "50",
      "TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType":
        "ASGAverageCPUUtilization",
    });
    const { xml } = await autoScaling("DescribePolicies", {});
    expect(text(xml, "Enabled")).toBe("true");
    expect(texts(xml, "PredictiveScalingConfiguration")).toEqual([]);
  });
});
