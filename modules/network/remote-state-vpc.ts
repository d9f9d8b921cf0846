import { Fn, type TerraformRemoteState, Token } from "cdktf";
import { Construct } from "constructs";
import { formProblems } from "../problems";
import { refuse } from "./problems";
import { describePlace, placeProblems, type RemoteStatePlace, readState } from "./remote-state";
import type { VpcAttributes } from "./vpc";

export interface RemoteStateVpcProps {
  /** where the other state lies */
  readonly state: RemoteStatePlace;
  /**
   * the names of its outputs
   *
   * @default those of terraform-aws-modules/vpc
   */
  readonly outputs?: RemoteStateOutputs;
}

export interface RemoteStateOutputs {
  /** @default vpc_id */
  readonly vpcId?: string;
  /** @default public_subnets */
  readonly publicSubnetIds?: string;
  /** @default private_subnets, where there is such an output; none otherwise */
  readonly privateSubnetIds?: string;
}

/** What an output must hold. */
interface Demand {
  readonly prop: keyof RemoteStateOutputs;
  readonly output: string;
  /** in words, after "must hold" */
  readonly must: string;
  /** whether the variable `value` of an expression is that */
  readonly holds: string;
}

const OUTPUT_NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const PRIVATE_SUBNETS = "private_subnets";

/**
 * The VPC of another Terraform state, by the outputs of that state. They are looked at when Terraform plans: one
 * that is missing, or holds something else, stops the plan by its name.
 *
 * @example
 * const network = new RemoteStateVpc(this, "network", {
 *   state: { type: "s3", bucket: "platform-state", key: "network/terraform.tfstate", region: "eu-west-1" },
 * }); // data.terraform_remote_state.network
 */
export class RemoteStateVpc extends Construct implements VpcAttributes {
  readonly vpcId: string;
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];

  constructor(scope: Construct, id: string, { state, outputs = {} }: RemoteStateVpcProps) {
    super(scope, id);
    refuse(this, [...placeProblems("state", state), ...nameProblems(outputs)]);
    const { vpcId = "vpc_id", publicSubnetIds = "public_subnets", privateSubnetIds } = outputs;
    const remote = readState(this, "Resource", state);
    // An override: cdktf gives this data source no lifecycle.
    remote.addOverride(
      "lifecycle.postcondition",
      demandsOf({ vpcId, publicSubnetIds, privateSubnetIds }).flatMap(conditionsOf(describePlace(state))),
    );

    this.vpcId = remote.getString(vpcId);
    this.publicSubnetIds = remote.getList(publicSubnetIds);
    this.privateSubnetIds =
      privateSubnetIds === undefined
        ? listWhereThere(remote, PRIVATE_SUBNETS)
        : remote.getList(privateSubnetIds);
  }
}

function nameProblems(outputs: RemoteStateOutputs): string[] {
  return Object.entries(outputs).flatMap(([prop, name]) =>
    formProblems(`outputs.${prop}`, name, OUTPUT_NAME, "be the name of a Terraform output"),
  );
}

/** An output of private subnets that nobody named is taken as it is found. */
function demandsOf({ vpcId, publicSubnetIds, privateSubnetIds }: RemoteStateOutputs): Demand[] {
  const different = 'length(distinct([for id in tolist(value) : regex("^subnet-[0-9a-f]+$", id)]))';
  const demand = (prop: Demand["prop"], output: string | undefined, must: string, holds: string): Demand[] =>
    output === undefined ? [] : [{ prop, output, must, holds: `try(${holds}, false)` }];
  return [
    ...demand("vpcId", vpcId, "the id of a VPC, vpc-...", 'length(regex("^vpc-[0-9a-f]+$", value)) > 0'),
    ...demand(
      "publicSubnetIds",
      publicSubnetIds,
      "a list of two subnets or more by id, subnet-...",
      `${different} >= 2`,
    ),
    ...demand(
      "privateSubnetIds",
      privateSubnetIds,
      "a list of subnets by id, subnet-..., none or two and more",
      `contains([0, 2], min(${different}, 2))`,
    ),
  ];
}

/**
 * The output is there, and it is what it must be. Messages tell names and kinds, no value: Terraform forgets on
 * the way which outputs of another state are sensitive. It also prints what a condition refers to, so conditions
 * refer to all outputs, never to one.
 */
function conditionsOf(place: string): (demand: Demand) => object[] {
  return ({ prop, output, must, holds }) => {
    const value = `self.outputs["${output}"]`;
    const kind = `can(tostring(${value})) ? "a single value" : can(keys(${value})) ? "a map" : "a list of \${length(${value})}"`;
    return [
      {
        condition: `\${contains(keys(self.outputs), "${output}")}`,
        error_message:
          `The state ${place} has no output "${output}", which \`outputs.${prop}\` names. It has: ` +
          '${length(self.outputs) == 0 ? "none" : join(", ", keys(self.outputs))}. Write the name of one of them, ' +
          "or have its owners add it and apply.",
      },
      {
        condition: `\${alltrue([for name, value in self.outputs : name != "${output}" || ${holds}])}`,
        error_message:
          `The output "${output}" of the state ${place}, which \`outputs.${prop}\` names, must hold ${must}; ` +
          `it holds \${try(${kind}, "nothing")}. Write the name of another.`,
      },
    ];
  };
}

function listWhereThere(remote: TerraformRemoteState, output: string): string[] {
  return Token.asList(Fn.try([Fn.tolist(remote.get(output)), Fn.tolist([])]));
}
