import { assertLocal, environmentOf, NotLocal } from "../../local/environment";

const WORLD = {
  endpoint: "http://127.0.0.1:4566",
  cloudFrontEndpoint: "http://127.0.0.1:4567",
  originSecret: "a".repeat(40),
};

describe("the environment of a local run", () => {
  it("holds the endpoints, test credentials and the secret, and nothing of the caller's AWS", () => {
    const env = environmentOf(WORLD, {
      PATH: "/bin",
      AWS_PROFILE: "production",
      AWS_SESSION_TOKEN: "token",
      AWS_REGION: "us-west-2",
      AWS_ENDPOINT_URL_S3: "https://s3.example.net",
      NO_PROXY: "intranet",
    });
    expect(env).toEqual({
      PATH: "/bin",
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_ENDPOINT_URL_CLOUDFRONT: "http://127.0.0.1:4567",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      NO_PROXY: "intranet,127.0.0.1,localhost",
      TF_VAR_origin_secret: "a".repeat(40),
    });
    expect(() => assertLocal(env)).not.toThrow();
  });

  it("leaves this process as it is", () => {
    const before = { ...process.env };
    environmentOf(WORLD);
    expect(process.env).toEqual(before);
  });
});

describe("a run that is not local", () => {
  const local = environmentOf(WORLD, {});

  it.each([
    ["AWS_ENDPOINT_URL", undefined, "AWS_ENDPOINT_URL must be a loopback address, got: nothing"],
    [
      "AWS_ENDPOINT_URL",
      "https://ec2.eu-west-1.amazonaws.com",
      "AWS_ENDPOINT_URL must be a loopback address",
    ],
    ["AWS_ENDPOINT_URL", "http://127.0.0.1.example.com:80", "AWS_ENDPOINT_URL must be a loopback address"],
    ["AWS_ENDPOINT_URL", "localhost:4566", "AWS_ENDPOINT_URL must be a loopback address"],
    [
      "AWS_ENDPOINT_URL_CLOUDFRONT",
      "",
      "AWS_ENDPOINT_URL_CLOUDFRONT must be a loopback address, got: nothing",
    ],
    ["AWS_ENDPOINT_URL_S3", "https://s3.example.net", "AWS_ENDPOINT_URL_S3 must be a loopback address"],
    ["AWS_PROFILE", "production", "AWS_PROFILE must not be set"],
    ["AWS_SESSION_TOKEN", "token", "AWS_SESSION_TOKEN must not be set"],
    ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS must not be true"],
    ["AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE", "AWS_ACCESS_KEY_ID must be test"],
  ])("is refused for %s = %s", (name, value, message) => {
    const run = () => assertLocal({ ...local, [name]: value });
    expect(run).toThrow(NotLocal);
    expect(run).toThrow(message);
  });

  it("is refused with the exit code of a guard, every reason in one message", () => {
    expect.assertions(2);
    try {
      assertLocal({});
    } catch (error) {
      expect(error).toMatchObject({ exitCode: 3 });
      expect(String(error).split("\n")).toHaveLength(4);
    }
  });

  it.each(["http://localhost:1", "http://127.0.0.1:1", "http://127.9.9.9:1", "http://[::1]:1"])(
    "is not one that goes to %s",
    (url) => {
      expect(() => assertLocal({ ...local, AWS_ENDPOINT_URL: url })).not.toThrow();
    },
  );
});
