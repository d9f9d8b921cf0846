import type { Check } from "./check";
import { aliases } from "./checks/aliases";
import { balancers } from "./checks/balancers";
import { caa } from "./checks/caa";
import { certificates } from "./checks/certificates";
import { direct } from "./checks/direct";
import { instances } from "./checks/instances";
import { nameServers } from "./checks/name-servers";
import { openRules } from "./checks/open-rules";
import { ownCertificates } from "./checks/own-certificates";
import { ports } from "./checks/ports";
import { records } from "./checks/records";
import { ruleQuota } from "./checks/rule-quota";
import { subnets } from "./checks/subnets";
import { validationRecords } from "./checks/validation-records";
import { vpcOrigin } from "./checks/vpc-origin";

/** What preflight looks at, in the order of its lines. */
export const CHECKS: readonly Check[] = [
  nameServers,
  ownCertificates,
  caa,
  validationRecords,
  records,
  aliases,
  subnets,
  vpcOrigin,
  instances,
  ports,
  openRules,
  direct,
  ruleQuota,
  certificates,
  balancers,
];
