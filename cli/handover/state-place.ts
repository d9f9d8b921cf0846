import type { Configuration } from "./configuration";

/** Where the state lies, and what `terraform init` still wants to know. */
export interface StatePlace {
  /** in a sentence */
  readonly where: string;
  /** every setting, with its value or who gives it */
  readonly keys: readonly (readonly [key: string, value: string])[];
  /** what stands behind `terraform init`, for each setting that is not in the JSON */
  readonly init: readonly string[];
  /** variables that the backend takes its credentials from: name, and what it is */
  readonly environment: readonly (readonly [name: string, what: string])[];
}

/** What a pipeline gives, kind by kind. */
const PIPELINE: Readonly<Record<string, readonly string[]>> = {
  azurerm: [
    "resource_group_name=GROUP",
    "storage_account_name=ACCOUNT",
    "container_name=CONTAINER",
    "key=KEY",
  ],
  gcs: ["bucket=STATE_BUCKET", "prefix=PREFIX"],
  http: ["address=ADDRESS", "lock_address=LOCK_ADDRESS", "unlock_address=LOCK_ADDRESS"],
  s3: ["bucket=STATE_BUCKET", "key=STATE_KEY", "region=REGION", "use_lockfile=true", "encrypt=true"],
};

const HTTP_USER = [
  ["TF_HTTP_USERNAME", "the user of the server that holds the state, unless it is among the settings"],
  ["TF_HTTP_PASSWORD", "the password or token of that user"],
] as const;

export function statePlace({ backend: { kind, settings } }: Configuration): StatePlace {
  const keys = Object.entries(settings).map(([key, value]) => [key, shownValue(value)] as const);
  if (kind === "local") {
    return {
      where: "In the file `terraform.tfstate` beside `cdk.tf.json`: for one person, who keeps it safe.",
      keys: [
        ["path", "`terraform.tfstate`, by the option below: the JSON names a place outside this folder"],
      ],
      init: ["-backend-config=path=terraform.tfstate"],
      environment: [],
    };
  }
  if (keys.length === 0) {
    const given = PIPELINE[kind] ?? [];
    return {
      where: `In a backend of kind \`${kind}\`: where is yours to say. Write your names for those in capitals.`,
      keys: given.map((each) => [each.replace(/=.*/, ""), `you: \`-backend-config=${each}\``] as const),
      init: given.map((each) => `-backend-config=${each}`),
      environment: kind === "http" ? HTTP_USER : [],
    };
  }
  return {
    where: WHERE[kind] ?? `In a backend of kind \`${kind}\`.`,
    keys,
    init: [],
    environment: environmentOf(kind, settings),
  };
}

const WHERE: Readonly<Record<string, string>> = {
  cloud: "In a workspace of HCP Terraform or Terraform Enterprise, which also locks it.",
  http: "On an HTTP server.",
  s3: "In S3, with S3's own lock. The bucket must be there before the first `terraform init`, and should keep versions.",
};

function environmentOf(
  kind: string,
  settings: Readonly<Record<string, unknown>>,
): readonly (readonly [name: string, what: string])[] {
  if (kind === "http") {
    return HTTP_USER;
  }
  if (kind !== "cloud") {
    return [];
  }
  // https://developer.hashicorp.com/terraform/cli/config/config-file#environment-variable-credentials
  const host = String(settings["hostname"] ?? "app.terraform.io")
    .replaceAll("-", "__")
    .replaceAll(".", "_");
  return [[`TF_TOKEN_${host}`, "a token that may write the workspace; or `terraform login`"]];
}

function shownValue(value: unknown): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}
