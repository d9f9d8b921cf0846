import { devNull } from "node:os";

/** A run was refused because it might have reached the real AWS. */
export class NotLocal extends Error {
  /** what a command exits with: refused by a guard */
  readonly exitCode = 3;
  override readonly name = "NotLocal";
}

/** What an environment is made from. */
export interface LocalEndpoints {
  readonly endpoint: string;
  readonly cloudFrontEndpoint: string;
  readonly originSecret: string;
}

/**
 * The whole environment of a child process that runs against the local AWS: ours without any AWS setting, and
 * with the endpoints, test credentials and the origin secret. It is only ever handed to child processes, so
 * that nothing of it leaks into a run against the real AWS.
 */
export function environmentOf(
  world: LocalEndpoints,
  base: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const kept = Object.entries(base).filter(([name]) => !name.toUpperCase().startsWith("AWS_"));
  return {
    ...Object.fromEntries(kept),
    AWS_ENDPOINT_URL: world.endpoint,
    AWS_ENDPOINT_URL_CLOUDFRONT: world.cloudFrontEndpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    NO_PROXY: [base.NO_PROXY, "127.0.0.1", "localhost"].filter(Boolean).join(","),
    TF_VAR_origin_secret: world.originSecret,
  };
}

/**
 * Throws where an environment could reach anything but this machine.
 *
 * @throws NotLocal, whose exit code is 3
 */
export function assertLocal(env: NodeJS.ProcessEnv): void {
  const problems = [
    ...["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_CLOUDFRONT"]
      .filter((name) => !env[name])
      .map((name) => `${name} must be a loopback address, got: nothing`),
    ...Object.entries(env)
      .filter(([name, value]) => name.startsWith("AWS_ENDPOINT_URL") && value && !isLoopback(value))
      .map(([name, value]) => `${name} must be a loopback address, got: ${value}`),
    ...["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN"]
      .filter((name) => env[name])
      .map((name) => `${name} must not be set`),
    ...(/^true$/i.test(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? "")
      ? ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS must not be true: it sends every call to the real AWS"]
      : []),
    ...(env.AWS_ACCESS_KEY_ID === "test"
      ? []
      : ["AWS_ACCESS_KEY_ID must be test: no real key goes into a local run"]),
  ];
  if (problems.length > 0) {
    throw new NotLocal(`refused: this run is not local\n  ${problems.join("\n  ")}`);
  }
}

function isLoopback(url: string): boolean {
  try {
    const { hostname } = new URL(url);
    return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
  } catch {
    return false;
  }
}
