import type { LaterRule } from "../rule";

export const instancesRegion: LaterRule = {
  id: "instances-region",
  reason: "An instance is looked for in the environment's region alone.",
  page: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html",
  remedy: "Write the instances' region, or instances of the region.",
  stage: "plan",
  waivable: "nothing",
  reads: ["region", "backends"],
  asks({ region, backends }) {
    const ids = Object.values(backends).flatMap(({ targets }) =>
      targets.type === "instances"
        ? targets.instances.flatMap(({ id, securityGroupId }) => (securityGroupId === undefined ? [id] : []))
        : [],
    );
    return ids.length === 0
      ? undefined
      : `that ${ids.join(", ")} are in ${region} (read as data.aws_instance)`;
  },
};
