import { TerraformDataSource, TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";

const TERRAFORM_NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/**
 * A stack whose Terraform addresses are its construct paths: `this/public/Resource` is `aws_lb.public`,
 * with no hash. An address in Terraform state is API, so a name that is no Terraform name, or that two
 * elements of one type would share, stops the synth.
 */
export abstract class AddressableStack extends TerraformStack {
  private readonly owners = new Map<string, Node>();

  /** @throws when the path is no Terraform name, or another element of the same type has it */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const ids = node.scopes.slice(node.scopes.indexOf(this) + 1).map((scope: Construct) => scope.node.id);
    const name = ids.filter((id) => id !== "Resource").join("_");
    if (!TERRAFORM_NAME.test(name)) {
      throw new Error(`\`${node.path}\` gives the Terraform name "${name}": use letters, digits, _ and -`);
    }
    if (TerraformElement.isTerraformElement(element)) {
      this.claim(name, element);
    }
    return name;
  }

  /** What `cdktf synth --hcl` writes: the same plan as the JSON's. */
  override toHclTerraform(): { [key: string]: unknown } {
    // Loaded where it is asked for: a synth of JSON is to be fast.
    const { hclOf }: typeof import("./hcl/document") = require("./hcl/document");
    const { "//": comment, terraform } = this.toTerraform();
    return { hcl: hclOf(this), metadata: { "//": comment, terraform } };
  }

  private claim(name: string, element: TerraformElement): void {
    const key = `${kindOf(element)}.${name}`;
    const owner = this.owners.get(key);
    if (owner !== undefined && owner !== element.node) {
      throw new Error(`\`${owner.path}\` and \`${element.node.path}\` would both be \`${key}\`: rename one`);
    }
    this.owners.set(key, element.node);
  }
}

/** What Terraform counts names by; a subclass of a resource is of its resource's type. */
function kindOf(element: TerraformElement): string {
  if (TerraformResource.isTerraformResource(element)) {
    return element.terraformResourceType;
  }
  return TerraformDataSource.isTerraformDataSource(element)
    ? `data.${element.terraformResourceType}`
    : element.constructor.name;
}
