import { type Configuration, literal } from "../configuration";
import type { Statement } from "./policy";
import { partitionOf } from "./scopes";

/** Stands for a name that the configuration leaves to whoever runs Terraform; no bucket can have it. */
export const STATE_BUCKET = "STATE_BUCKET";
export const STATE_KEY = "STATE_KEY";

/** Who reads and who writes a state in S3. */
export interface StateStatements {
  /** the state is read, the lock is taken */
  readonly plan: readonly Statement[];
  /** and the state is written */
  readonly apply: readonly Statement[];
}

/**
 * What S3's own state and lock ask for; undefined where the state lies elsewhere.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export function stateStatements({ backend, region }: Configuration): StateStatements | undefined {
  if (backend.kind !== "s3") {
    return undefined;
  }
  const { bucket, key, kms_key_id: kmsKey, assume_role: role } = backend.settings;
  const partition = partitionOf(region);
  const bucketArn = `arn:${partition}:s3:::${literal(bucket) ?? STATE_BUCKET}`;
  const object = `${bucketArn}/${literal(key) ?? STATE_KEY}`;
  const lock = allow("StateLock", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], `${object}.tflock`);
  const list = allow("StateBucket", ["s3:ListBucket"], bucketArn);
  const read = allow("StateRead", ["s3:GetObject"], object);
  const write = allow("StateWrite", ["s3:GetObject", "s3:PutObject"], object);
  const common = [
    ...(literal(kmsKey) === undefined
      ? []
      : [allow("StateKey", ["kms:Decrypt", "kms:GenerateDataKey"], keyArn(String(kmsKey), partition))]),
    ...roleStatement(role),
  ];
  return { plan: [list, read, lock, ...common], apply: [list, write, lock, ...common] };
}

/** What the state of another stack asks for, which the plan reads. */
export function remoteStateStatements({ blocks, region }: Configuration): readonly Statement[] {
  const partition = partitionOf(region);
  const configs = blocks
    .filter(
      ({ type, attributes }) => type === "data.terraform_remote_state" && attributes["backend"] === "s3",
    )
    .map(
      ({ attributes: { config } }) =>
        new Map(typeof config === "object" && config !== null ? Object.entries(config) : []),
    );
  return configs.flatMap((config, index) => {
    const bucket = `arn:${partition}:s3:::${literal(config.get("bucket")) ?? "*"}`;
    const suffix = index === 0 ? "" : String(index + 1);
    return [
      allow(`OtherStateBucket${suffix}`, ["s3:ListBucket"], bucket),
      allow(`OtherState${suffix}`, ["s3:GetObject"], `${bucket}/${literal(config.get("key")) ?? "*"}`),
    ];
  });
}

function allow(Sid: string, Action: readonly string[], resource: string): Statement {
  return { Sid, Effect: "Allow", Action, Resource: [resource] };
}

/** A key's alias is no resource of its actions: then every key of the account, reached by that alias. */
function keyArn(key: string, partition: string): string {
  if (key.startsWith("arn:") && key.includes(":key/")) {
    return key;
  }
  return /^[0-9a-f-]{36}$|^mrk-/.test(key)
    ? `arn:${partition}:kms:*:*:key/${key}`
    : `arn:${partition}:kms:*:*:key/*`;
}

function roleStatement(role: unknown): Statement[] {
  const arn =
    typeof role === "object" && role !== null && "role_arn" in role ? literal(role.role_arn) : undefined;
  return arn === undefined ? [] : [allow("StateRole", ["sts:AssumeRole"], arn)];
}
