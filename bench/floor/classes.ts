import type { ClassOf } from "./program";

/** Finds the class of the AWS provider by its Terraform type; that of a data source begins with `data_`. */
export function classOf(type: string): ClassOf {
  const terraformType = type.replace(/^data_/, "");
  const folder = terraformType.replace(/^aws_/, "").replaceAll("_", "-");
  const module = `@cdktf/provider-aws/lib/${type === terraformType ? "" : "data-aws-"}${folder}`;
  const exported: Record<string, { tfResourceType?: unknown }> = require(module);
  const name = Object.keys(exported).find((each) => exported[each]?.tfResourceType === terraformType);
  if (name === undefined) {
    throw new Error(`${module} has no class for ${terraformType}`);
  }
  return { name, module };
}
