import { ref, TerraformOutput, type TerraformRemoteState, type TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { type Layer, placeOf } from "../config/layout";
import { GuardedStack } from "./guarded-stack";
import { tagsOf } from "./providers";
import { createStateBackend } from "./state-backend";

/** A value that later layers may refer to. */
interface Offer {
  readonly value: unknown;
  readonly description: string;
}

/** What never leaves the layer that reads it: its value would stand in a second state. */
const SECRET_SOURCES = /^(var|data\.aws_ssm_parameter|data\.aws_secretsmanager_secret_version)\./;

/**
 * One layer of a layered environment, with a state of its own. What another layer uses of it crosses as CDKTF's
 * cross-stack reference: an output here, named and described, which that layer reads from this one's state.
 */
export class LayerStack extends GuardedStack {
  private readonly offers = new Map<string, Offer>();
  private readonly states = new Map<TerraformStack, TerraformRemoteState>();

  constructor(
    scope: Construct,
    readonly environment: Environment,
    readonly layer: Layer,
  ) {
    const { stack, state } = placeOf(environment, layer);
    super(scope, stack, tagsOf(environment));
    // S3's native lock came with 1.10.
    this.addOverride("terraform.required_version", ">= 1.10.0");
    createStateBackend(this, { state, environment: stack });
  }

  /** What other layers are to use in place of `value`: the output `name` of this one, which stands once it is used. */
  offer(name: string, value: string, description: string): string {
    return Token.isUnresolved(value) ? Token.asString(this.offered(name, { value, description })) : value;
  }

  /** The same for a list, which crosses as one output. */
  offerList(name: string, value: readonly string[], description: string): string[] {
    // A list that is one token is unresolved as a whole, one of tokens in each of them.
    return [value, ...value].some((each) => Token.isUnresolved(each))
      ? Token.asList(this.offered(name, { value, description }))
      : [...value];
  }

  private offered(name: string, offer: Offer) {
    const identifier = `output.${name}`;
    this.offers.set(identifier, offer);
    return ref(identifier, this);
  }

  /**
   * CDKTF asks for the output that carries a reference out of here. Its own would be `sensitive`, nameless and without
   * a description. Where a value is sensitive after all, Terraform refuses the output: no secret crosses.
   *
   * @throws where it is the origin secret, or a variable, which every layer has itself
   */
  override registerOutgoingCrossStackReference(identifier: string): TerraformOutput {
    if (SECRET_SOURCES.test(identifier)) {
      throw new Error(
        `${this.node.id}: \`${identifier}\` may be a secret and crosses to no other stack: read it there`,
      );
    }
    const offer = this.offers.get(identifier);
    const name = offer === undefined ? identifier.replace(/\W+/g, "_") : identifier.slice("output.".length);
    const known = this.node.tryFindChild(name);
    if (known instanceof TerraformOutput) {
      return known;
    }
    const value = offer?.value ?? ref(identifier, this);
    const description = offer?.description ?? `${identifier}, to which another stack refers`;
    return new TerraformOutput(this, name, { value, description });
  }

  /** The state that a reference is read from: one data source for each stack, named after it. */
  override registerIncomingCrossStackReference(from: TerraformStack): TerraformRemoteState {
    const known = this.states.get(from);
    if (known !== undefined) {
      return known;
    }
    const id =
      from instanceof LayerStack && from.environment === this.environment ? from.layer : from.node.id;
    const state = from.ensureBackendExists().getRemoteStateDataSource(this, `${id}_state`, from.node.path);
    this.states.set(from, state);
    return state;
  }
}
