import { EXAMPLE_SEED } from "../../local/seed";
import { Deployment } from "../../test-support/e2e/deployment";
import { changed, fileText } from "../../test-support/e2e/environment-file";
import { countsOf } from "../../test-support/e2e/inventory";
import { START, steps } from "../../test-support/e2e/steps";
import { logGroups, webAcl, webAcls } from "../../test-support/e2e/web-acls";
import { requires } from "../../test-support/requires";

const FILE = fileText("examples/environments/secured.yaml");

requires("terraform", "moto_server")("the secured environment, from nothing to nothing", () => {
  const step = steps();
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: EXAMPLE_SEED, file: () => FILE });
  }, START);

  afterAll(() => deployment?.end(), START);

  /** What a plan of that file would do. */
  const actions = async (text: string) => (await deployment.write(text).plan()).actions;

  step("is deployed", async () => {
    await deployment.deploy();
    expect(countsOf(await deployment.added())).toMatchObject({
      bucket: 3,
      distribution: 1,
      function: 2,
    });
  });

  step("has a web ACL that counts, and a log of it", async () => {
    expect(await webAcls(deployment.world)).toEqual(["shop-secured-edge"]);
    const { Rules } = await webAcl(deployment.world, "shop-secured-edge");
    const inOrder = [...Rules].sort((one, other) => one.Priority - other.Priority);
    expect(inOrder.map(({ Name }) => Name)).toEqual([
      ...["ip-reputation", "known-bad-inputs", "common", "backend-paths", "large-body", "rate-limit"],
    ]);
    expect(Rules.filter(({ Action, OverrideAction }) => !(Action ?? OverrideAction)?.Count)).toEqual([]);
    expect(await logGroups(deployment.world)).toEqual(["aws-waf-logs-shop-secured-edge"]);
  });

  step("plans nothing right after", async () => {
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0, actions: {} });
  });

  step("goes from counting to blocking in place", async () => {
    expect(await actions(changed(FILE, { "edge.waf.mode": "block" }))).toEqual({
      "aws_wafv2_web_acl.edge_acl": "update",
    });
  });

  step("lets go of the web ACL before it destroys it", async () => {
    const without = changed(FILE, { "edge.waf": undefined, protect: false });
    await deployment.write(without).apply();
    expect(await webAcls(deployment.world)).toEqual([]);
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0, actions: {} });
  });

  step("takes the password away", async () => {
    const open = changed(FILE, { "site.basicAuth": undefined, waivers: undefined, protect: false });
    expect(Object.keys(await actions(open)).filter((address) => /function/.test(address))).toEqual([
      "aws_cloudfront_function.pages",
      "aws_cloudfront_function.redirect",
    ]);
  });

  step("leaves nothing", async () => {
    await deployment.tearDown(FILE);
    expect(await deployment.inventory()).toEqual(deployment.before);
    expect(await webAcls(deployment.world)).toEqual([]);
    expect(await logGroups(deployment.world)).toEqual([]);
  });
});
