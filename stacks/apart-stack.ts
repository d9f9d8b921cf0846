import { TerraformElement } from "cdktf";
import { WebStack } from "./web-stack";

/**
 * A stack that holds what its constructor made and nothing else, in an app of such stacks.
 *
 * CDKTF prepares a stack by resolving all of it and dropping the result: that is how it finds references into other
 * stacks, and makes outputs of them. Nothing here was handed another stack, so there are none to find.
 */
export class ApartStack extends WebStack {
  /** Gives every element its address: two that share one are refused before any stack is written. */
  override prepareStack(): void {
    for (const element of this.node.findAll()) {
      if (TerraformElement.isTerraformElement(element)) {
        void element.friendlyUniqueId;
      }
    }
  }
}
