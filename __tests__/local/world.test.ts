import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFrontClient, ListDistributionsCommand } from "@aws-sdk/client-cloudfront";
import { DescribeInstancesCommand, DescribeSecurityGroupsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { readState } from "../../local/folder";
import { clientOptions, down, seed, status, up, type World } from "../../local/world";
import { requires } from "../../test-support/requires";

requires("moto_server")("a world", () => {
  let base: string;
  let folder: string;
  let world: World;
  const said: string[] = [];

  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), "world-"));
    folder = join(base, "local");
    world = await up({ folder, say: (line) => said.push(line) });
  }, 120_000);

  afterAll(async () => {
    await down({ folder });
    rmSync(base, { recursive: true, force: true });
  });

  const stop = (name: "moto" | "gate") => {
    const own = readState(folder)?.[name];
    process.kill(-(own?.pid ?? 0), "SIGKILL");
  };

  it("has a secret that only its owner reads", () => {
    const file = join(folder, "origin-secret");
    expect(readFileSync(file, "utf8")).toMatch(/^[a-z0-9]{40}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(world.originSecret).toBe(readFileSync(file, "utf8"));
  });

  it("holds what a team already has: an instance whose group lets only SSH in", async () => {
    const ec2 = new EC2Client(clientOptions(world, "eu-west-1"));
    const { id = "", securityGroupId = "" } = world.seeded.instances["shop-backend"] ?? {};
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    const instance = Reservations[0]?.Instances?.[0];
    expect(instance).toMatchObject({ State: { Name: "running" }, VpcId: world.seeded.vpcId });
    expect(instance?.SecurityGroups?.map((group) => group.GroupId)).toEqual([securityGroupId]);
    const { SecurityGroups = [] } = await ec2.send(
      new DescribeSecurityGroupsCommand({ GroupIds: [securityGroupId] }),
    );
    expect(SecurityGroups[0]?.IpPermissions?.map((rule) => rule.FromPort)).toEqual([22]);
    expect(Object.keys(world.seeded.zones)).toEqual(["example.com"]);
    ec2.destroy();
  });

  it("can be seeded with more, twice with the same outcome", async () => {
    const description = {
      region: "eu-central-1",
      vpc: { name: "platform", cidr: "10.20.0.0/16" },
      instances: [
        { name: "one", securityGroup: "web" },
        { name: "two", securityGroup: "web" },
      ],
      zones: ["platform.example.org"],
    };
    const first = await seed(world, description);
    await expect(seed(world, description)).resolves.toEqual(first);
    expect(new Set([...first.publicSubnetIds, ...first.privateSubnetIds]).size).toBe(4);
    expect(first.instances.one?.securityGroupId).toBe(first.instances.two?.securityGroupId);
  });

  it("answers for CloudFront", async () => {
    const cloudFront = new CloudFrontClient({
      ...clientOptions(world, "us-east-1"),
      endpoint: world.cloudFrontEndpoint,
    });
    const { DistributionList } = await cloudFront.send(new ListDistributionsCommand({}));
    expect(DistributionList?.Quantity).toBe(0);
    cloudFront.destroy();
  });

  it("is left as it is by a second up, two at once included", async () => {
    const lines: string[] = [];
    const again = await Promise.all([
      up({ folder, say: (line) => lines.push(line) }),
      up({ folder, say: (line) => lines.push(line) }),
    ]);
    expect(again).toEqual([world, world]);
    expect(lines).toEqual(Array(2).fill(`the local AWS is up already: ${world.endpoint}`));
  });

  it("gets its gate back at the same port", async () => {
    stop("gate");
    await expect(until(async () => (await status({ folder })).state)).resolves.toBe("partly up");
    await expect(up({ folder })).resolves.toEqual(world);
  }, 60_000);

  it("starts afresh when moto has ended, and says so", async () => {
    writeFileSync(join(folder, "terraform.tfstate"), "{}");
    stop("moto");
    await until(async () => (await status({ folder })).state);
    const lines: string[] = [];
    const fresh = await up({ folder, say: (line) => lines.push(line) });
    expect(lines[0]).toBe("moto has ended, and its memory with it: starting afresh");
    expect(existsSync(join(folder, "terraform.tfstate"))).toBe(false);
    expect(fresh.seeded.vpcId).not.toBe(world.seeded.vpcId);
  }, 60_000);

  it("goes with all that it left", async () => {
    await expect(down({ folder })).resolves.toBe(true);
    expect(existsSync(folder)).toBe(false);
    await expect(status({ folder })).resolves.toMatchObject({ state: "down" });
    await expect(down({ folder })).resolves.toBe(false);
  });

  /** The first state that is not `up`. */
  async function until(state: () => Promise<string>): Promise<string> {
    for (;;) {
      const now = await state();
      if (now !== "up") {
        return now;
      }
    }
  }
});

describe("a world that cannot be", () => {
  it("leaves a folder with other things alone", async () => {
    const folder = mkdtempSync(join(tmpdir(), "other-"));
    writeFileSync(join(folder, "thesis.txt"), "all of it");
    await expect(up({ folder })).rejects.toThrow("holds other things than a local AWS");
    await expect(down({ folder })).resolves.toBe(false);
    expect(existsSync(join(folder, "thesis.txt"))).toBe(true);
    rmSync(folder, { recursive: true });
  });

  it("names how to get moto where it is missing", async () => {
    const base = mkdtempSync(join(tmpdir(), "nomoto-"));
    const { PATH } = process.env;
    process.env.PATH = base;
    try {
      await expect(up({ folder: join(base, "local") })).rejects.toThrow("pip install 'moto[server]==5.2.1'");
    } finally {
      process.env.PATH = PATH;
    }
    expect(existsSync(join(base, "local"))).toBe(false);
    rmSync(base, { recursive: true });
  });

  it("shows the end of the log when moto does not start", async () => {
    const base = mkdtempSync(join(tmpdir(), "badmoto-"));
    writeFileSync(join(base, "moto_server"), "#!/bin/sh\necho no such module: flask >&2\nexit 1\n", {
      mode: 0o755,
    });
    const { PATH } = process.env;
    process.env.PATH = `${base}:${PATH}`;
    try {
      await expect(up({ folder: join(base, "local") })).rejects.toThrow(
        /moto ended as it started[\s\S]*no such module: flask/,
      );
    } finally {
      process.env.PATH = PATH;
    }
    rmSync(base, { recursive: true });
  });
});
