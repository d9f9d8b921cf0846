import type { Block } from "../configuration";
import { COMPUTE } from "./compute";
import { DNS } from "./dns";
import { EDGE } from "./edge";
import { FIREWALL } from "./firewall";
import { LOAD_BALANCING } from "./load-balancing";
import { LOG_DELIVERY } from "./log-delivery";
import { NETWORK } from "./network";
import { OBSERVABILITY } from "./observability";
import { STORAGE } from "./storage";

/** What a resource type asks of AWS. */
export interface Actions {
  /** at every plan, and while an apply waits */
  readonly read: readonly string[];
  /** to create, update and destroy; with what is read only then */
  readonly write: readonly string[];
}

export type ActionTable = Readonly<Record<string, Actions>>;

/** Every resource type and data source that a stack of ours can hold, and the parameter of the example's own file. */
export const ACTIONS: ActionTable = {
  ...COMPUTE,
  ...DNS,
  ...EDGE,
  ...FIREWALL,
  ...LOAD_BALANCING,
  ...LOG_DELIVERY,
  ...NETWORK,
  ...OBSERVABILITY,
  ...STORAGE,
};

/** Only where a bucket is emptied before it is deleted, as without protection. */
export const EMPTYING: Actions = {
  read: [],
  write: ["s3:ListBucketVersions", "s3:DeleteObject", "s3:DeleteObjectVersion"],
};

/** The actions of these resources by type, sorted; a type that is not known has none. */
export function actionsByType(blocks: readonly Block[]): ReadonlyMap<string, Actions> {
  const types = [...new Set(blocks.map(({ type }) => type))].sort();
  return new Map(types.map((type) => [type, actionsOf(type, blocks)]));
}

function actionsOf(type: string, blocks: readonly Block[]): Actions {
  const { read, write } = ACTIONS[type] ?? { read: [], write: [] };
  const empties = blocks.some((each) => each.type === type && each.attributes["force_destroy"] === true);
  return type === "aws_s3_bucket" && empties
    ? { read, write: [...write, ...EMPTYING.write] }
    : { read, write };
}

/** The types whose permissions are not known: resources of one's own. */
export function unknownTypes(blocks: readonly Block[]): readonly string[] {
  const types = new Set(blocks.map(({ type }) => type));
  return [...types]
    .filter((type) => ACTIONS[type] === undefined && !type.startsWith("data.terraform_"))
    .sort();
}
