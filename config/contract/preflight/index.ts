import type { LaterRule } from "../rule";
import { accountQuotas } from "./account-quotas";
import { aliasFree } from "./alias-free";
import { certificateAuthority } from "./certificate-authority";
import { certificateHoldsNames } from "./certificate-holds-names";
import { existingRecords } from "./existing-records";
import { healthAnswers } from "./health-answers";
import { instancesNetwork } from "./instances-network";
import { nameServers } from "./name-servers";
import { prefixListQuota } from "./prefix-list-quota";
import { validationRecords } from "./validation-records";
import { vpcInternetGateway } from "./vpc-internet-gateway";

/** What is looked at in the account and in DNS, before a deploy. */
export const preflight: readonly LaterRule[] = [
  certificateHoldsNames,
  nameServers,
  certificateAuthority,
  aliasFree,
  prefixListQuota,
  existingRecords,
  instancesNetwork,
  validationRecords,
  vpcInternetGateway,
  accountQuotas,
  healthAnswers,
];
