import { adminStatic } from "./admin-static";
import { alarmTopics } from "./alarm-topics";
import { applicationTimeouts } from "./application-timeouts";
import { assetPaths } from "./asset-paths";
import { backendHosts } from "./backend-hosts";
import { basicAuth } from "./basic-auth";
import { catchAll } from "./catch-all";
import { certificateName } from "./certificate-name";
import { certificateQuota } from "./certificate-quota";
import { directName } from "./direct-name";
import { distributionQuota } from "./distribution-quota";
import { drain } from "./drain";
import { edgeFeatures } from "./edge-features";
import { exposure } from "./exposure";
import { forwardPorts } from "./forward-ports";
import { healthPath } from "./health-path";
import { hostRule } from "./host-rule";
import { http } from "./http";
import { imageParameter } from "./image-parameter";
import { instanceSubnets } from "./instance-subnets";
import { layeredState } from "./layered-state";
import { listenerRules } from "./listener-rules";
import { networkZones } from "./network-zones";
import { originName } from "./origin-name";
import { originSecret } from "./origin-secret";
import { originTls } from "./origin-tls";
import { ownCertificates } from "./own-certificates";
import { pathClaims } from "./path-claims";
import { priorities } from "./priorities";
import { privateExposure } from "./private-exposure";
import { publicSuffix } from "./public-suffix";
import { redirectLoop } from "./redirect-loop";
import { regionalCertificate } from "./regional-certificate";
import { repeatedName } from "./repeated-name";
import type { Rule } from "./rule";
import { ruleQuota } from "./rule-quota";
import { scalingRoom } from "./scaling-room";
import { securityGroupQuota } from "./security-group-quota";
import { severalInstances } from "./several-instances";
import { siteEdge } from "./site-edge";
import { stateKeyRegion } from "./state-key-region";
import { stateLock } from "./state-lock";
import { timeouts } from "./timeouts";
import { viewerCertificate } from "./viewer-certificate";
import { zoneNames } from "./zone-names";

/** The rules of one environment. */
export const contract: readonly Rule[] = [
  exposure,
  privateExposure,
  siteEdge,
  edgeFeatures,
  basicAuth,
  http,
  forwardPorts,
  catchAll,
  pathClaims,
  listenerRules,
  ruleQuota,
  distributionQuota,
  assetPaths,
  adminStatic,
  backendHosts,
  hostRule,
  repeatedName,
  redirectLoop,
  publicSuffix,
  zoneNames,
  originName,
  directName,
  ownCertificates,
  viewerCertificate,
  regionalCertificate,
  certificateQuota,
  certificateName,
  networkZones,
  securityGroupQuota,
  priorities,
  severalInstances,
  instanceSubnets,
  scalingRoom,
  imageParameter,
  healthPath,
  originTls,
  timeouts,
  drain,
  applicationTimeouts,
  originSecret,
  alarmTopics,
  stateKeyRegion,
  stateLock,
  layeredState,
];
