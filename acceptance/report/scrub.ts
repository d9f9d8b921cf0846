import { maskAccount, maskArn } from "../../cli/aws/mask";
import type { RunRecord } from "../record/record";

/** What an error of AWS's says of who asked. */
const IDENTITY = /arn:aws[\w-]*:(?:iam|sts)::\d{12}:[^\s"'\\]+/g;

/**
 * A text that may be shown to anyone. Errors of Terraform's and AWS's, which reports repeat, tell the account, the
 * caller's name and addresses.
 */
export function scrubbed(text: string, { description, openTo }: RunRecord, secret: string): string {
  const { account } = description;
  const hidden = text
    .replace(IDENTITY, (arn) => maskArn(arn))
    .replaceAll(secret, "(secret)")
    .replaceAll(account, maskAccount(account));
  return openTo === undefined ? hidden : hidden.replaceAll(openTo, "(this machine)");
}
