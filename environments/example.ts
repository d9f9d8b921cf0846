import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Fn } from "cdktf";
import type { WebStack } from "../stacks/web-stack";

/** Resources of your own beside those of `example.yaml`: here, what a script needs that releases the site. */
export default function extend(stack: WebStack): void {
  const { project, environment } = stack.environment;
  const edge = stack.serving?.edge;
  // Neither is there while dns.stage is request, nor without a site.
  if (edge?.bucket === undefined) {
    return;
  }
  new SsmParameter(stack, "release", {
    name: `/${project}/${environment}/release`,
    description: "Where a release of the site goes, for the scripts that make one",
    type: "String",
    value: Fn.jsonencode({
      bucket: edge.bucket.bucket,
      distribution: edge.distribution.id,
      url: `https://${stack.hosts.canonical}/`,
    }),
  });
}
