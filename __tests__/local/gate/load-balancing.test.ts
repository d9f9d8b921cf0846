import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
  ModifyRuleCommand,
  type RuleCondition,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { clientOptions, type Seeded, seed } from "../../../local/seed";
import { type MotoGate, startMotoGate } from "../../../test-support/moto-gate";
import { requires } from "../../../test-support/requires";

const REGION = "eu-west-1";

requires("moto_server")("the gate, load balancing", () => {
  let gate: MotoGate;
  let elb: ElasticLoadBalancingV2Client;
  let seeded: Seeded;

  beforeAll(async () => {
    gate = await startMotoGate();
    elb = new ElasticLoadBalancingV2Client(clientOptions(gate, REGION));
    seeded = await seed(gate, { region: REGION, instances: [], zones: [] });
  }, 60_000);

  afterAll(async () => {
    elb.destroy();
    await gate.stop();
  });

  async function loadBalancer(name: string): Promise<string> {
    const { LoadBalancers = [] } = await elb.send(
      new CreateLoadBalancerCommand({ Name: name, Subnets: seeded.publicSubnetIds.slice(0, 2) }),
    );
    return LoadBalancers[0]?.LoadBalancerArn ?? "";
  }

  async function targetGroup(name: string): Promise<string> {
    const { TargetGroups = [] } = await elb.send(
      new CreateTargetGroupCommand({ Name: name, Protocol: "HTTP", Port: 8000, VpcId: seeded.vpcId }),
    );
    return TargetGroups[0]?.TargetGroupArn ?? "";
  }

  async function listener(loadBalancerArn: string, port: number, targetGroupArn?: string): Promise<string> {
    const { Listeners = [] } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: loadBalancerArn,
        Protocol: "HTTP",
        Port: port,
        DefaultActions: [
          targetGroupArn === undefined
            ? { Type: "fixed-response", FixedResponseConfig: { StatusCode: "403" } }
            : { Type: "forward", TargetGroupArn: targetGroupArn },
        ],
      }),
    );
    return Listeners[0]?.ListenerArn ?? "";
  }

  describe("deletion protection", () => {
    it("refuses to delete a protected load balancer, and deletes it once the protection is off", async () => {
      const arn = await loadBalancer("protected");
      await protect(arn, "true");

      await expect(elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: arn }))).rejects.toMatchObject({
        name: "OperationNotPermittedException",
        message: `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
        $metadata: { httpStatusCode: 400 },
      });
      await expect(names()).resolves.toContain("protected");

      await protect(arn, "false");
      await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: arn }));
      await expect(names()).resolves.not.toContain("protected");
    });

    async function protect(arn: string, value: string): Promise<void> {
      const Attributes = [{ Key: "deletion_protection.enabled", Value: value }];
      await elb.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: arn, Attributes }));
    }

    async function names(): Promise<string[]> {
      const { LoadBalancers = [] } = await elb.send(new DescribeLoadBalancersCommand({}));
      return LoadBalancers.map((balancer) => balancer.LoadBalancerName ?? "");
    }
  });

  describe("condition values", () => {
    let listenerArn: string;
    let targetGroupArn: string;
    let priority = 1;

    beforeAll(async () => {
      listenerArn = await listener(await loadBalancer("conditions"), 80);
      targetGroupArn = await targetGroup("conditions");
    });

    function rule(...Conditions: RuleCondition[]) {
      return elb.send(
        new CreateRuleCommand({
          ListenerArn: listenerArn,
          Priority: priority++,
          Conditions,
          Actions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
        }),
      );
    }

    const paths = (count: number) => ({
      Field: "path-pattern",
      PathPatternConfig: { Values: Array.from({ length: count }, (_, index) => `/${index}/*`) },
    });
    const hosts = (count: number) => ({
      Field: "host-header",
      HostHeaderConfig: { Values: Array.from({ length: count }, (_, index) => `${index}.example.com`) },
    });
    const header = (count: number) => ({
      Field: "http-header",
      HttpHeaderConfig: {
        HttpHeaderName: "x-origin",
        Values: Array.from({ length: count }, (_, index) => `v${index}`),
      },
    });

    it.each([
      ["three paths", [paths(3)]],
      ["five values in all", [paths(2), hosts(1), header(2)]],
    ])("takes %s", async (_, conditions) => {
      await expect(rule(...conditions)).resolves.toHaveProperty("Rules");
    });

    it.each([
      ["four paths in one condition", [paths(4)], "A condition can only have '3' values"],
      ["four hosts in one condition", [hosts(4)], "A condition can only have '3' values"],
      ["six values in all", [paths(3), hosts(1), header(2)], "A rule can only have '5' condition values"],
      ["six values in one condition", [paths(6)], "A rule can only have '5' condition values"],
    ])("refuses %s", async (_, conditions, message) => {
      await expect(rule(...conditions)).rejects.toMatchObject({
        name: "ValidationError",
        message,
        $metadata: { httpStatusCode: 400 },
      });
    });

    it("refuses the same in a change of a rule", async () => {
      const { Rules = [] } = await rule(paths(1));
      const change = new ModifyRuleCommand({ RuleArn: Rules[0]?.RuleArn, Conditions: [paths(4)] });
      await expect(elb.send(change)).rejects.toThrow("A condition can only have '3' values");
    });

    it("refuses a priority that another rule has", async () => {
      await rule(paths(1));
      priority -= 1;
      await expect(rule(paths(1))).rejects.toMatchObject({ name: "PriorityInUseException" });
    });
  });

  describe("a target group on two load balancers", () => {
    const refused = {
      name: "TargetGroupAssociationLimitException",
      $metadata: { httpStatusCode: 400 },
    };

    it("is refused in a listener and in a rule, and taken once the first load balancer lets go", async () => {
      const [first, second] = [await loadBalancer("first"), await loadBalancer("second")];
      const group = await targetGroup("shared");
      const firstListener = await listener(first, 80, group);
      await expect(listener(first, 81, group)).resolves.toContain(":listener/");

      await expect(listener(second, 80, group)).rejects.toMatchObject({
        ...refused,
        message: `The following target groups cannot be associated with more than one load balancer: ${group}`,
      });
      const other = await listener(second, 80);
      const rule = new CreateRuleCommand({
        ListenerArn: other,
        Priority: 1,
        Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/*"] } }],
        Actions: [{ Type: "forward", ForwardConfig: { TargetGroups: [{ TargetGroupArn: group }] } }],
      });
      await expect(elb.send(rule)).rejects.toMatchObject(refused);

      await elb.send(new DeleteListenerCommand({ ListenerArn: firstListener }));
      await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: first }));
      await expect(elb.send(rule)).resolves.toHaveProperty("Rules");
    });
  });
});
