import { assetPaths } from "./asset-paths";
import { backendHosts } from "./backend-hosts";
import { catchAll } from "./catch-all";
import { certificateName } from "./certificate-name";
import { drain } from "./drain";
import { exposure } from "./exposure";
import { forwardPorts } from "./forward-ports";
import { http } from "./http";
import { layeredState } from "./layered-state";
import { listenerRules } from "./listener-rules";
import { networkZones } from "./network-zones";
import { originName } from "./origin-name";
import { originSecret } from "./origin-secret";
import { ownCertificates } from "./own-certificates";
import { pathClaims } from "./path-claims";
import { priorities } from "./priorities";
import { publicSuffix } from "./public-suffix";
import { redirectLoop } from "./redirect-loop";
import { repeatedName } from "./repeated-name";
import type { Rule } from "./rule";
import { severalInstances } from "./several-instances";
import { siteEdge } from "./site-edge";
import { stateKeyRegion } from "./state-key-region";
import { stateLock } from "./state-lock";
import { zoneNames } from "./zone-names";

/** The rules of one environment. */
export const contract: readonly Rule[] = [
  exposure,
  siteEdge,
  http,
  forwardPorts,
  catchAll,
  pathClaims,
  listenerRules,
  assetPaths,
  backendHosts,
  repeatedName,
  redirectLoop,
  publicSuffix,
  zoneNames,
  originName,
  ownCertificates,
  certificateName,
  networkZones,
  priorities,
  severalInstances,
  drain,
  originSecret,
  stateKeyRegion,
  stateLock,
  layeredState,
];
