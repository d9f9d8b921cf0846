/** `gatehouse/modules/dns` of the package. */
export { AddressRecord, type AddressRecordProps } from "../../modules/dns/address-record";
export { AliasRecords, type AliasRecordsProps } from "../../modules/dns/alias-records";
export {
  type AliasTarget,
  type DistributionAddress,
  distributionTarget,
  type LoadBalancerAddress,
  loadBalancerTarget,
} from "../../modules/dns/alias-target";
export { AMAZON_ISSUERS, CaaRecord, type CaaRecordProps } from "../../modules/dns/caa-record";
export {
  type AwaitIssueOptions,
  Certificate,
  type CertificateProps,
  type ValidationRecord,
} from "../../modules/dns/certificate";
export {
  CertificateValidation,
  type CertificateValidationProps,
} from "../../modules/dns/certificate-validation";
export { CreatedZone, type CreatedZoneProps } from "../../modules/dns/created-zone";
export { ExistingZone, type ExistingZoneProps } from "../../modules/dns/existing-zone";
export {
  type ExternalRecord,
  type ExternalRecordsProps,
  externalRecords,
} from "../../modules/dns/external-records";
export { ValidationRecords, type ValidationRecordsProps } from "../../modules/dns/validation-records";
export type { ZoneAttributes } from "../../modules/dns/zone";
