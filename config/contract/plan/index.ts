import type { LaterRule } from "../rule";
import { imageFits } from "./image-fits";
import { instanceGroup } from "./instance-group";
import { instancesRegion } from "./instances-region";
import { lastTarget } from "./last-target";
import { listenerDefault } from "./listener-default";
import { listenerTls } from "./listener-tls";
import { originSecretForm } from "./origin-secret-form";
import { subnetZones } from "./subnet-zones";
import { taggedCopies } from "./tagged-copies";
import { timeoutsInPlace } from "./timeouts-in-place";
import { vpcOriginZones } from "./vpc-origin-zones";
import { zoneFound } from "./zone-found";

/** What Terraform holds when it plans, in the JSON itself. */
export const planned: readonly LaterRule[] = [
  subnetZones,
  vpcOriginZones,
  lastTarget,
  taggedCopies,
  instanceGroup,
  instancesRegion,
  imageFits,
  zoneFound,
  originSecretForm,
  listenerTls,
  listenerDefault,
  timeoutsInPlace,
];
