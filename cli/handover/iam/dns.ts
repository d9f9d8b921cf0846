import type { ActionTable } from "./actions";

/** Route 53 and ACM. */
export const DNS: ActionTable = {
  aws_acm_certificate: {
    read: ["acm:DescribeCertificate", "acm:ListTagsForCertificate"],
    write: [
      "acm:RequestCertificate",
      "acm:DeleteCertificate",
      "acm:AddTagsToCertificate",
      "acm:RemoveTagsFromCertificate",
    ],
  },
  aws_acm_certificate_validation: { read: ["acm:DescribeCertificate"], write: [] },
  aws_route53_record: {
    read: ["route53:GetHostedZone", "route53:ListResourceRecordSets"],
    write: ["route53:ChangeResourceRecordSets", "route53:GetChange"],
  },
  aws_route53_zone: {
    read: ["route53:GetHostedZone", "route53:ListResourceRecordSets", "route53:ListTagsForResource"],
    write: [
      "route53:CreateHostedZone",
      "route53:DeleteHostedZone",
      "route53:ChangeTagsForResource",
      "route53:GetChange",
    ],
  },
  "data.aws_route53_zone": {
    read: ["route53:ListHostedZones", "route53:GetHostedZone", "route53:ListTagsForResource"],
    write: [],
  },
  "data.aws_route53_zones": { read: ["route53:ListHostedZones"], write: [] },
};
