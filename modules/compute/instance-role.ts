import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { formProblems, refuse, repeated } from "./problems";

/** The least that Session Manager needs of an instance. */
const SESSION_MANAGER = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

export interface InstanceRoleProps {
  /** what the names of role and profile begin with: at most 38 characters, to which Terraform adds 26 */
  readonly namePrefix: string;
  readonly description: string;
  /**
   * policies of what the instances may do beside Session Manager's, known before Terraform runs
   *
   * @default none
   */
  readonly policyArns?: readonly string[];
}

/**
 * The role of instances, and the profile that hands it to them: Session Manager reaches them without SSH, a key or
 * an open port.
 *
 * @example
 * const role = new InstanceRole(this, "api", {
 *   namePrefix: "shop-production-api-",
 *   description: "Instances of backend api",
 * });
 */
export class InstanceRole extends Construct {
  readonly roleName: string;
  readonly instanceProfileName: string;
  /** for what has to wait until an instance may do what it needs */
  readonly grants: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { namePrefix, description, policyArns = [] }: InstanceRoleProps) {
    super(scope, id);
    refuse(this, [
      ...formProblems(
        "namePrefix",
        namePrefix,
        /^[\w+=,.@-]{1,38}$/,
        "have 1 to 38 letters, digits and _+=,.@-",
      ),
      ...policyArns.flatMap((arn) =>
        formProblems(
          "policyArns",
          arn,
          /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
          "be ARNs of policies",
        ),
      ),
      ...repeated(policyArns.map(lastWord)).map(
        (name) => `\`policyArns\` must have policies of different names, got twice: ${name}`,
      ),
    ]);
    const lifecycle = { createBeforeDestroy: true };
    const role = new IamRole(this, "Resource", {
      namePrefix,
      description,
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      }),
      lifecycle,
    });
    const profile = new IamInstanceProfile(role, "Resource", { namePrefix, role: role.name, lifecycle });
    const grant = (name: string, policyArn: string) =>
      new IamRolePolicyAttachment(role, name, { role: role.name, policyArn });

    this.roleName = role.name;
    this.instanceProfileName = profile.name;
    this.grants = [
      grant("session_manager", SESSION_MANAGER),
      ...policyArns.map((arn) => grant(lastWord(arn).replace(/[^A-Za-z0-9_-]/g, "_"), arn)),
    ];
  }
}

function lastWord(arn: string): string {
  return arn.split("/").at(-1) ?? arn;
}
