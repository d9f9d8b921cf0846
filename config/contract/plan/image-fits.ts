import type { LaterRule } from "../rule";
import { scaledBackends } from "../scaled";

export const imageFits: LaterRule = {
  id: "image-fits",
  reason:
    "An image of another architecture than the instance type's, or larger than the volume, never starts.",
  page: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ComponentsAMIs.html",
  remedy:
    "Choose an image of the region and of the instance type's architecture, and a volume of its size at least.",
  stage: "plan",
  waivable: "nothing",
  reads: ["backends"],
  asks({ backends }) {
    const images = scaledBackends(backends).map(
      ([name, { image, instanceType }]) => `${image} for ${name}'s ${instanceType}`,
    );
    return images.length === 0
      ? undefined
      : `${images.join(", ")} (data.aws_ami, precondition of the launch template)`;
  },
};
