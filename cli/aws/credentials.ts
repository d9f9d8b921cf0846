import { STSClient } from "@aws-sdk/client-sts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** where they come from, in words */
  readonly source: string;
}

/** What was looked for and not found, or found and not usable. */
export class NoCredentials extends Error {
  override readonly name = "NoCredentials";

  constructor(
    message: string,
    /** whether something stands there that does not work, such as a session that has ended */
    readonly broken: boolean,
  ) {
    super(message);
  }
}

/** An SSO session and a command of a profile answer within seconds, or wait for someone. */
const SECONDS = 15;

/** What the SDK calls its sources, from the most telling one. */
const SOURCES: Readonly<Record<string, string>> = {
  CREDENTIALS_PROFILE_SSO: "AWS IAM Identity Center",
  CREDENTIALS_PROFILE_SSO_LEGACY: "AWS IAM Identity Center",
  CREDENTIALS_PROFILE_LOGIN: "aws login",
  CREDENTIALS_PROFILE_PROCESS: "a command of the profile",
  CREDENTIALS_PROFILE_SOURCE_PROFILE: "a role of the profile",
  CREDENTIALS_PROFILE_NAMED_PROVIDER: "a role of the profile",
  CREDENTIALS_PROFILE_STS_WEB_ID_TOKEN: "a web identity of the profile",
  CREDENTIALS_ENV_VARS_STS_WEB_ID_TOKEN: "AWS_WEB_IDENTITY_TOKEN_FILE",
  CREDENTIALS_STS_ASSUME_ROLE_WEB_ID: "a web identity",
  CREDENTIALS_STS_ASSUME_ROLE: "a role",
  CREDENTIALS_ENV_VARS: "AWS_ACCESS_KEY_ID",
  CREDENTIALS_HTTP: "the container",
  CREDENTIALS_IMDS: "the instance's role",
  CREDENTIALS_PROFILE: "keys of the profile",
};

/**
 * The credentials that Terraform would use. Keys in the environment come first: AWS's SDK for JavaScript, alone,
 * lets AWS_PROFILE come before them.
 *
 * @throws NoCredentials
 */
export async function findCredentials(env: NodeJS.ProcessEnv): Promise<Credentials> {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (accessKeyId && secretAccessKey) {
    const { AWS_SESSION_TOKEN: sessionToken } = env;
    return {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken ? { sessionToken } : {}),
      source: "AWS_ACCESS_KEY_ID",
    };
  }
  const client = new STSClient({ region: "us-east-1" });
  try {
    const found = await within(SECONDS, client.config.credentials());
    return { ...found, source: sourceOf(found, env) };
  } catch (error) {
    throw explain(error, env);
  } finally {
    client.destroy();
  }
}

function sourceOf(found: object, { AWS_PROFILE }: NodeJS.ProcessEnv): string {
  const features = "$source" in found && typeof found.$source === "object" ? (found.$source ?? {}) : {};
  const source = Object.entries(SOURCES).find(([name]) => name in features)?.[1] ?? "AWS's default chain";
  return AWS_PROFILE ? `${source}, AWS_PROFILE=${AWS_PROFILE}` : source;
}

function explain(error: unknown, { AWS_PROFILE }: NodeJS.ProcessEnv): NoCredentials {
  const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  const nowhere = /^Could not load credentials from any providers/.test(message);
  if (nowhere && !AWS_PROFILE) {
    return new NoCredentials("none found", false);
  }
  return new NoCredentials(nowhere ? `profile ${AWS_PROFILE} gives none` : message, true);
}

async function within<T>(seconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
