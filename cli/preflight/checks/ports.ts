import { DescribeNetworkInterfacesCommand } from "@aws-sdk/client-ec2";
import { type Finding, fail, ok, skipped } from "../../doctor/finding";
import type { Check } from "../check";
import type { Look } from "../look";
import type { InstanceSeen } from "../seen/instances";

/**
 * Whether the port of each backend answers. A private address is tried only from a machine of the same VPC: elsewhere
 * another machine may have it.
 */
export const ports: Check = {
  id: "health-answers",
  wait: "trying the backends' ports, seconds each",
  permissions: ["ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces"],
  async run(look) {
    const { backends } = await look.instances();
    const findings = [];
    for (const { backend, instances } of backends) {
      for (const instance of instances) {
        for (const port of portsOf(look, backend)) {
          findings.push(await tryPort(look, backend, instance, port));
        }
      }
    }
    return findings.length > 0
      ? findings
      : [skipped("ports", "not needed: no backend has instances that stand already")];
  },
};

function portsOf({ environment: { backends } }: Look, name: string): number[] {
  const backend = backends[name];
  return backend === undefined ? [] : [...new Set([backend.port, backend.healthCheck.port ?? backend.port])];
}

async function tryPort(look: Look, backend: string, instance: InstanceSeen, port: number): Promise<Finding> {
  const check = `port ${port} of ${backend}`;
  const { id, state, vpcId, publicIp } = instance;
  if (look.connect === undefined) {
    return skipped(check, `${id} is none of this world: instances of the local AWS answer nothing`);
  }
  if (state !== "running") {
    return skipped(check, `${id} is ${state}`);
  }
  const inside = await isInside(look, vpcId);
  const host = inside ? instance.privateIp : publicIp;
  const there = tryThere(instance, port);
  if (host === undefined) {
    return skipped(check, `this machine is not in ${vpcId}, and ${id} has no public address`, there);
  }
  const where = `${host}:${port} of ${id}`;
  switch (await look.connect(host, port)) {
    case "open":
      return judgeOpen(
        look,
        backend,
        check,
        `${where} takes a connection${inside ? "" : ", from here too"}`,
        host,
        port,
      );
    case "refused":
      return fail(
        check,
        `${where} refuses connections: nothing listens there`,
        `start the backend; listen on 0.0.0.0:${port}`,
      );
    case "silent":
      return skipped(
        check,
        `no way from here to ${where}: its groups let in others only, or nothing listens`,
        there,
      );
  }
}

/** The port of the health check is asked for its path, as the load balancer will. */
async function judgeOpen(
  look: Look,
  name: string,
  check: string,
  seen: string,
  host: string,
  port: number,
): Promise<Finding> {
  const backend = look.environment.backends[name];
  if (backend === undefined || (backend.healthCheck.port ?? backend.port) !== port) {
    return ok(check, seen);
  }
  const { path, matcher } = backend.healthCheck;
  const status = await look.askHealth({ host, port, path, protocol: backend.protocol });
  return status !== undefined && matches(matcher, status)
    ? ok(check, `${seen}, and ${path} answers ${status}`)
    : fail(
        check,
        `${seen}, and ${path} answers ${status ?? "no HTTP"}, not ${matcher}`,
        `answer ${path} with ${matcher}, whatever the Host, before sessions and redirects are looked at`,
      );
}

/** `200`, `200,204` or `200-299`, as a target group has it. */
export function matches(matcher: string, status: number): boolean {
  return matcher.split(",").some((part) => {
    const [low = 0, high = low] = part.split("-").map(Number);
    return status >= low && status <= high;
  });
}

function tryThere({ id, privateIp }: InstanceSeen, port: number): string {
  return `on ${id}: curl -i http://${privateIp ?? "localhost"}:${port}/`;
}

/** Whether one of this machine's interfaces is one of the VPC. */
async function isInside(look: Look, vpcId: string): Promise<boolean> {
  const { environment, hardware } = look;
  if (hardware.length === 0) return false;
  const { NetworkInterfaces = [] } = await look.clients.ec2(environment.region).send(
    new DescribeNetworkInterfacesCommand({
      Filters: [
        { Name: "vpc-id", Values: [vpcId] },
        { Name: "mac-address", Values: [...hardware] },
      ],
    }),
  );
  return NetworkInterfaces.some(({ MacAddress = "" }) => hardware.includes(MacAddress.toLowerCase()));
}
