import { Token } from "cdktf";
import { rangeProblems } from "../problems";

export { refuse } from "../problems";

/** AWS allows these in the description of a security group or of a rule, at most 255. */
const DESCRIPTION = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

/** An id such as `vpc-0f1e2d3c`; what Terraform fills in later is taken as it is. */
export function idProblems(prop: string, id: string, kind: "i" | "sg" | "subnet" | "vpc"): string[] {
  if (Token.isUnresolved(id) || new RegExp(`^${kind}-[0-9a-f]+$`).test(id)) {
    return [];
  }
  return [`\`${prop}\` must be an id like ${kind}-0f1e2d3c4b5a69788, got: ${id}`];
}

/** A TCP port. */
export function portProblems(prop: string, port: number): string[] {
  return rangeProblems(prop, port, 1, 65_535);
}

/** AWS reserves names that begin with `sg-`; Terraform appends 26 characters to a prefix, of 255. */
export function groupNamePrefixProblems(prop: string, prefix: string): string[] {
  if (
    Token.isUnresolved(prefix) ||
    (/^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,229}$/.test(prefix) && !prefix.startsWith("sg-"))
  ) {
    return [];
  }
  return [
    `\`${prop}\` must have 1 to 229 letters, digits, spaces or ._-:/()#,@[]+=&;{}!$* and not begin with "sg-", got: ${prefix}`,
  ];
}

/** AWS never lets the description of a security group change: a wrong one costs a new group. */
export function descriptionProblems(prop: string, description: string): string[] {
  if (Token.isUnresolved(description) || DESCRIPTION.test(description)) {
    return [];
  }
  return [
    `\`${prop}\` must have 1 to 255 letters, digits, spaces or ._-:/()#,@[]+=&;{}!$*, got: ${description}`,
  ];
}
