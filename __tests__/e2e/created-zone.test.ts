import { GetHostedZoneCommand, ListHostedZonesCommand, Route53Client } from "@aws-sdk/client-route-53";
import { clientOptions } from "../../local/world";
import { Deployment } from "../../test-support/e2e/deployment";
import { changed, fileText } from "../../test-support/e2e/environment-file";
import { countsOf } from "../../test-support/e2e/inventory";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";

const SEED = { region: "eu-west-1", instances: [{ name: "shop-backend" }], zones: [] };

const fileAt = (stage: "request" | "ready") =>
  changed(fileText("environments/example.yaml"), {
    dns: { type: "create", stage },
    site: undefined,
    protect: false,
    "backends.api.paths": ["/*"],
  });

requires("terraform", "moto_server")("a zone that is created", () => {
  const step = steps();
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: SEED, file: () => fileAt("request") });
  }, START);

  afterAll(() => deployment?.end(), START);

  step("comes first, with the requests for certificates and the name servers to set", async () => {
    await deployment.deploy();
    expect(countsOf(await deployment.added())).toEqual({
      certificate: 2,
      // NS and SOA, and a CNAME for each of three names.
      record: 5,
      zone: 1,
    });
    expect(await deployment.terraform.outputs()).toEqual({
      name_servers: await nameServers(deployment),
    });
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0 });
  });

  step("is served by the second apply, which replaces nothing of the first", async () => {
    const { actions } = await deployment.write(fileAt("ready")).plan();
    expect([...new Set(Object.values(actions))]).toEqual(["create"]);
    await deployment.terraform.apply();
    expect(await deployment.terraform.outputs()).toMatchObject({
      name_servers: await nameServers(deployment),
      url: "https://example.com/",
    });
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0 });
  });

  step("leaves nothing", async () => {
    await deployment.terraform.destroy();
    expect(await deployment.inventory()).toEqual(deployment.before);
  });
});

/** The name servers that Route 53 gave the one zone. */
async function nameServers({ world }: Deployment): Promise<readonly string[]> {
  const client = new Route53Client(clientOptions(world, "us-east-1"));
  try {
    const { HostedZones = [] } = await client.send(new ListHostedZonesCommand({}));
    expect(HostedZones.map(({ Name }) => Name)).toEqual(["example.com."]);
    const { DelegationSet } = await client.send(new GetHostedZoneCommand({ Id: HostedZones[0]?.Id }));
    return [...(DelegationSet?.NameServers ?? [])].sort();
  } finally {
    client.destroy();
  }
}
