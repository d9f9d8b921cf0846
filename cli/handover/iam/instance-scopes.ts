import type { Configuration } from "../configuration";
import { namesOf } from "./names";

/** What instances that are made here, and what they are made of, are about. */
export type InstanceScope =
  | "autoScaling"
  | "instanceProfile"
  | "instanceRole"
  | "launchTemplate"
  | "newInstance";

export const INSTANCE_SCOPES: readonly (readonly [pattern: RegExp, scope: InstanceScope])[] = [
  [/^autoscaling:(?!Describe)/, "autoScaling"],
  [/^ec2:(?!Describe)\w*LaunchTemplate/, "launchTemplate"],
  [/^ec2:RunInstances$/, "newInstance"],
  [/^iam:\w*InstanceProfile$/, "instanceProfile"],
  [/^iam:(?!CreateServiceLinkedRole)/, "instanceRole"],
];

/** Makes an ARN of a service and of what stands behind the account; of another region and account where told. */
export type MakeArn = (service: string, rest: string, region?: string, account?: string) => string;

export function instanceArns(
  scope: InstanceScope,
  configuration: Configuration,
  arn: MakeArn,
): readonly string[] {
  const named = (type: string, make: (name: string) => string) =>
    namesOf(configuration, type, "name").map(make);
  switch (scope) {
    case "autoScaling":
      return named("aws_autoscaling_group", (name) =>
        arn("autoscaling", `autoScalingGroup:*:autoScalingGroupName/${name}`),
      );
    case "instanceProfile":
      return named("aws_iam_instance_profile", (name) => arn("iam", `instance-profile/${name}`, ""));
    case "instanceRole":
      return named("aws_iam_role", (name) => arn("iam", `role/${name}`, ""));
    case "launchTemplate":
      return [arn("ec2", "launch-template/*")];
    case "newInstance":
      return [
        ...["instance", "launch-template", "network-interface", "security-group", "subnet", "volume"].map(
          (kind) => arn("ec2", `${kind}/*`),
        ),
        arn("ec2", "image/*", undefined, ""),
      ];
  }
}

/** A parameter with the number of a version is that parameter; AWS's own are in no account. */
export function parameterArns(configuration: Configuration, arn: MakeArn): readonly string[] {
  const names = ["aws_ssm_parameter", "data.aws_ssm_parameter"].flatMap((type) =>
    namesOf(configuration, type, "name"),
  );
  return names
    .map((name) => name.replace(/:\d+$/, ""))
    .map((name) =>
      arn(
        "ssm",
        `parameter/${name.replace(/^\//, "")}`,
        undefined,
        name.startsWith("/aws/") ? "" : undefined,
      ),
    );
}
