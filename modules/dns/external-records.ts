import type { Certificate } from "./certificate";
import { baseName, distinctValidationNames, registrableDomain } from "./names";

/** What {@link externalRecords} is made from. */
export interface ExternalRecordsProps {
  /**
   * the zone at the other provider
   * @default - the registrable domain of each name
   */
  readonly zoneName?: string;
  /** the certificates whose validation records are to be made */
  readonly certificates?: readonly Certificate[];
  /**
   * the names that viewers use, and the DNS name of what serves them
   * @default - none: it is not built yet
   */
  readonly viewer?: { readonly names: readonly string[]; readonly dnsName: string };
  /**
   * the name by which the distribution reaches the load balancer, and the load balancer's DNS name
   * @default - none: it is not built yet, or has no public name
   */
  readonly origin?: { readonly name: string; readonly dnsName: string };
  /**
   * the name of an instance that is deployed to, and its address
   * @default - none
   */
  readonly direct?: { readonly name: string; readonly address: string };
}

/** A record for a person to make at another DNS provider; name and value may be tokens. */
export interface ExternalRecord {
  /** what the record is for */
  readonly purpose: "validation" | "viewer" | "origin" | "direct";
  /** the record's full name */
  readonly name: string;
  /** `CNAME`, or `ALIAS` where a CNAME cannot stand: then by whatever name the provider has for it; `A` of an address */
  readonly type: string;
  /** what the record points at */
  readonly value: string;
  /** what to know before making it */
  readonly note: string;
}

const APEX_NOTE =
  "ALIAS, ANAME or a flattened CNAME, whichever the DNS provider has. A CNAME cannot stand here: the apex of a " +
  "zone has SOA and NS records, and a CNAME allows no other record beside it (RFC 1034, section 3.6.2). A " +
  "provider that has none of the three cannot serve this name: move the zone, or use a subdomain.";
const SUBDOMAIN_NOTE =
  "CNAME. No other record, neither TXT nor MX, may stand beside it (RFC 1034, section 3.6.2).";
const DIRECT_NOTE = "A record of the instance that is deployed to. No viewer uses it.";
const VALIDATION_NOTE =
  "CNAME by which ACM sees who has the name. Leave it for good: ACM asks again at every renewal.";

/**
 * The records that a person makes at a DNS provider other than Route 53: those that validate the certificates,
 * then those of the names. The same list for the same names, in whatever order they are given.
 *
 * @example
 * new TerraformOutput(this, "dns_records", {
 *   value: externalRecords({ viewer: { names: ["example.com"], dnsName: distribution.domainName } }),
 *   description: "records to make at the DNS provider",
 * });
 */
export function externalRecords({
  zoneName,
  certificates = [],
  viewer,
  origin,
  direct,
}: ExternalRecordsProps): ExternalRecord[] {
  const names = [...(viewer?.names ?? [])].sort();
  return [
    ...validationRecords(certificates),
    ...names.map((name) => pointer("viewer", name, viewer?.dnsName ?? "", zoneName)),
    ...(origin === undefined ? [] : [pointer("origin", origin.name, origin.dnsName, zoneName)]),
    ...(direct === undefined ? [] : [instanceRecord(direct)]),
  ];
}

function validationRecords(certificates: readonly Certificate[]): ExternalRecord[] {
  const names = distinctValidationNames(certificates.flatMap(({ validationNames }) => validationNames));
  return names.flatMap((name) => {
    const certificate = certificates.find(({ validationNames }) => validationNames.includes(name));
    return certificate === undefined
      ? []
      : [{ purpose: "validation", ...certificate.validationRecord(name), note: VALIDATION_NOTE }];
  });
}

function pointer(
  purpose: "viewer" | "origin",
  name: string,
  value: string,
  zoneName: string | undefined,
): ExternalRecord {
  return isApex(name, zoneName)
    ? { purpose, name, type: "ALIAS", value, note: APEX_NOTE }
    : { purpose, name, type: "CNAME", value, note: SUBDOMAIN_NOTE };
}

function instanceRecord({
  name,
  address,
}: {
  readonly name: string;
  readonly address: string;
}): ExternalRecord {
  return { purpose: "direct", name, type: "A", value: address, note: DIRECT_NOTE };
}

/** A wildcard is never an apex: `*.example.com` is a name below it. */
function isApex(name: string, zoneName: string | undefined): boolean {
  return name === baseName(name) && (name === zoneName || name === registrableDomain(name));
}
