import { createServer, type Server } from "node:http";
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { EXAMPLE_SEED } from "../../local/seed";
import { clientOptions, NotLocal } from "../../local/world";
import { Deployment } from "../../test-support/e2e/deployment";
import { changed, fileText } from "../../test-support/e2e/environment-file";
import { DEPLOY, START } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";
import type { Finished } from "../../test-support/terraform";

const EXAMPLE = fileText("environments/example.yaml");
/** Seconds within which a run says so: the provider gives up on a closed port by itself, after 30. */
const SOON = 120;
const PART_OF_A_PLAN = /Terraform planned|will be created|Plan: /;

requires("terraform", "moto_server")("a run that cannot succeed", () => {
  let deployment: Deployment;
  let refusing: Server;

  beforeAll(async () => {
    refusing = await refuseAll();
    deployment = await Deployment.begin({ seed: EXAMPLE_SEED, file: () => EXAMPLE });
    await deployment.terraform.init();
  }, START);

  afterAll(async () => {
    refusing?.close();
    await deployment?.end();
  }, START);

  /** Applies, as a pipeline does that has seen no plan; answers with what was said, and when. */
  async function apply(variables: Readonly<Record<string, string | undefined>>) {
    const started = Date.now();
    const finished = await deployment.terraform
      .with(variables)
      .terraform(["apply", "-auto-approve", "-input=false", "-no-color"]);
    return { ...finished, seconds: (Date.now() - started) / 1000 };
  }

  function expectRefused({ code, text, seconds }: Finished & { readonly seconds: number }, reason: RegExp) {
    expect({ code, text: text.replace(/\s+/g, " ") }).toEqual({
      code: 1,
      text: expect.stringMatching(reason),
    });
    // No plan that could be applied.
    expect(text).not.toMatch(/Terraform will perform|Creating\.\.\./);
    expect(seconds).toBeLessThan(SOON);
  }

  it(
    "says that AWS does not know the credentials",
    async () => {
      const url = urlOf(refusing);
      const finished = await apply({ AWS_ENDPOINT_URL: url, AWS_ENDPOINT_URL_CLOUDFRONT: url });
      expectRefused(finished, /InvalidClientTokenId: The security token included in the request is invalid/);
      expect(finished.text).not.toMatch(PART_OF_A_PLAN);
    },
    DEPLOY,
  );

  it(
    "says that AWS cannot be reached",
    async () => {
      const closed = await refuseAll();
      const url = urlOf(closed);
      await new Promise((resolve) => closed.close(resolve));
      const nobody = { AWS_ENDPOINT_URL: url, AWS_ENDPOINT_URL_CLOUDFRONT: url };
      const finished = await apply(nobody);
      expectRefused(finished, /connection refused/);
      expect(finished.text).not.toMatch(PART_OF_A_PLAN);
    },
    DEPLOY,
  );

  it.each([
    ["missing", undefined],
    ["of other characters", "UPPERCASE_is_compared_as_lower_case_by_AWS"],
    ["followed by a line break", `${"a".repeat(40)}\n`],
  ])(
    "says how to make a secret where it is %s",
    async (_, secret) => {
      const finished = await apply({ TF_VAR_origin_secret: secret });
      expectRefused(finished, /origin_secret is missing or malformed: export TF_VAR_origin_secret/);
      if (secret) {
        expect(finished.text).not.toContain(secret.trim());
      }
    },
    DEPLOY,
  );

  it.each([
    ["is not there", undefined, /couldn't find resource/],
    [
      "holds something else",
      `${"a".repeat(40)}\n`,
      /The SSM parameter \/shop\/example\/origin-secret must hold 32 to 128 characters/,
    ],
  ])(
    "says so where the parameter of the secret %s",
    async (_, value, reason) => {
      const Name = "/shop/example/origin-secret";
      const ssm = new SSMClient(clientOptions(deployment.world, deployment.seeded.region));
      deployment.write(changed(EXAMPLE, { "loadBalancer.originSecret.ssm": Name }));
      try {
        if (value !== undefined) {
          await ssm.send(new PutParameterCommand({ Name, Value: value, Type: "SecureString" }));
        }
        const finished = await apply({ TF_VAR_origin_secret: undefined });
        expectRefused(finished, reason);
        expect(finished.text).toContain("origin_secret");
        expect(finished.text).not.toContain("a".repeat(40));
      } finally {
        if (value !== undefined) {
          await ssm.send(new DeleteParameterCommand({ Name }));
        }
        ssm.destroy();
        deployment.write(EXAMPLE);
      }
    },
    DEPLOY,
  );

  it(
    "says that the account is not the environment's",
    async () => {
      deployment.write(changed(EXAMPLE, { accountId: "999999999999" }));
      try {
        const finished = await apply({});
        expectRefused(finished, /AWS account ID not allowed: 123456789012/);
        expect(finished.text).not.toMatch(PART_OF_A_PLAN);
      } finally {
        deployment.write(EXAMPLE);
      }
    },
    DEPLOY,
  );

  it(
    "says that no instance bears the tags",
    async () => {
      deployment.write(changed(EXAMPLE, { "backends.api.targets.tags": { Name: "shop-bakend" } }));
      try {
        expectRefused(await apply({}), /No instance bears the tags Name=shop-bakend/);
      } finally {
        deployment.write(EXAMPLE);
      }
    },
    DEPLOY,
  );

  it("does not start where it might reach the real AWS", () => {
    const elsewhere = { AWS_ENDPOINT_URL: "https://sts.eu-west-1.amazonaws.com" };
    expect(() => deployment.terraform.with(elsewhere).terraform(["plan"])).toThrow(NotLocal);
    expect(() => deployment.terraform.with({ AWS_ENDPOINT_URL: undefined }).terraform(["plan"])).toThrow(
      NotLocal,
    );
  });

  it("has changed nothing", async () => {
    expect(await deployment.inventory()).toEqual(deployment.before);
  });
});

/** An AWS that knows nobody. */
function refuseAll(): Promise<Server> {
  const body = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
    <Code>InvalidClientTokenId</Code><Message>The security token included in the request is invalid.</Message>
    </Error><RequestId>00000000-0000-0000-0000-000000000000</RequestId></ErrorResponse>`;
  return new Promise((resolve) => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(403, { "content-type": "text/xml", connection: "close" }).end(body);
    });
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

function urlOf(server: Server): string {
  const address = server.address();
  return typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
}
