import { Token } from "cdktf";
import type { Construct } from "constructs";

/** AWS allows these in the description of a security group or of a rule, at most 255. */
const DESCRIPTION = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

/** @throws one error that names every problem, so that one run shows all there is to correct */
export function refuse(owner: Construct, problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(`${owner.constructor.name} \`${owner.node.path}\`:\n  ${problems.join("\n  ")}`);
  }
}

/** An id such as `vpc-0f1e2d3c`; what Terraform fills in later is taken as it is. */
export function idProblems(prop: string, id: string, kind: "i" | "sg" | "subnet" | "vpc"): string[] {
  if (Token.isUnresolved(id) || new RegExp(`^${kind}-[0-9a-f]+$`).test(id)) {
    return [];
  }
  return [`\`${prop}\` must be an id like ${kind}-0f1e2d3c4b5a69788, got: ${id}`];
}

/** A TCP port. */
export function portProblems(prop: string, port: number): string[] {
  if (Token.isUnresolved(port) || (Number.isInteger(port) && port >= 1 && port <= 65535)) {
    return [];
  }
  return [`\`${prop}\` must be a whole number from 1 to 65535, got: ${port}`];
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
