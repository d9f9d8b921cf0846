import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { Environment } from "../../../config/environment";
import { placeOf, wholeOf } from "../../../config/layout";
import type { Clients } from "../../aws/clients";
import { heldIn, readState } from "../../layout/state-file";
import { unlessMissing } from "../../recover/aws";

/** What Terraform's state holds already, by address without keys. */
export type StateSeen =
  | { readonly kind: "read"; readonly addresses: ReadonlySet<string> }
  | { readonly kind: "unread"; readonly why: string };

/** The states of the stacks that hold DNS records: the whole one, or those of the network and dns layers. */
export async function lookAtState(
  clients: Clients,
  environment: Environment,
  root: string,
): Promise<StateSeen> {
  const places =
    environment.layout === "single"
      ? [wholeOf(environment)]
      : [placeOf(environment, "network"), placeOf(environment, "dns")];
  const addresses: string[] = [];
  for (const { stack, state } of places) {
    const text = await textOf(clients, environment, state, stack, root);
    if (text === undefined) {
      return { kind: "unread", why: `a state of type ${state.type} is not read here` };
    }
    addresses.push(...heldIn(readState(text)).keys());
  }
  return { kind: "read", addresses: new Set(addresses) };
}

/** Nothing where there is no state yet; undefined where it cannot be told. */
async function textOf(
  clients: Clients,
  { region }: Environment,
  state: Environment["state"],
  stack: string,
  root: string,
): Promise<string | undefined> {
  if (state.type === "local") {
    const file = join(root, `terraform.${stack}.tfstate`);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }
  // A state behind a role of its own is for Terraform to read.
  if (state.type !== "s3" || state.roleArn !== undefined) {
    return undefined;
  }
  const client = clients.s3(state.region ?? region);
  const object = await unlessMissing(
    client.send(new GetObjectCommand({ Bucket: state.bucket, Key: state.key })),
    undefined,
    "NoSuchKey",
    "NoSuchBucket",
  );
  return (await object?.Body?.transformToString("utf8")) ?? "";
}
