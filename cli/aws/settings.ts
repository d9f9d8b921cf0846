import type { Credentials } from "./credentials";

/** The services that commands ask by themselves, as the names of their endpoint variables end. */
export type Service =
  | "acm"
  | "cloudfront"
  | "ec2"
  | "elastic_load_balancing_v2"
  | "route_53"
  | "s3"
  | "ssm"
  | "sts";

/** The address that the environment gives a service, as AWS's SDKs and Terraform's provider read it. */
export function endpointOf(service: Service, env: NodeJS.ProcessEnv): string | undefined {
  if (/^true$/i.test(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? "")) {
    return undefined;
  }
  return env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || env.AWS_ENDPOINT_URL || undefined;
}

/** The region of a shell: what the aws CLI uses. Terraform takes the environment file's. */
export function shellRegion(env: NodeJS.ProcessEnv): string | undefined {
  return env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined;
}

/** Settings of an SDK client that asks where Terraform would, as the one that Terraform would be. */
export function clientSettings(
  service: Service,
  region: string,
  credentials: Credentials,
  env: NodeJS.ProcessEnv,
) {
  const endpoint = endpointOf(service, env);
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 5000, requestTimeout: 20_000, throwOnRequestTimeout: true },
  };
}
