import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Questions } from "./questions";
import { recordSets, zoneIds } from "./record-sets";
import { type ValidationRecord, validationRecord } from "./validation-record";

/** A certificate as ACM would describe it. */
export type Certificate = Record<string, unknown>;

/** ACM's certificates with the validation that moto leaves out. */
export class Certificates {
  /** ARN to the time of issue, in seconds: what is issued stays issued when its record goes */
  readonly #issued: Map<string, number>;

  /** @param file where the times of issue are kept over a restart of the gate */
  constructor(
    private readonly ask: Questions,
    private readonly file: string,
  ) {
    this.#issued = new Map(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : []);
  }

  /** The certificate of that ARN as AWS would describe it; undefined where there is none. */
  async describe(arn: string): Promise<Certificate | undefined> {
    const certificate = await this.ask.certificate(arn);
    return certificate === undefined ? undefined : this.rewrite(certificate);
  }

  /** Status and names of a certificate, which is what CloudFront asks; undefined where there is none. */
  async summary(arn: string): Promise<{ status: string; names: string[] } | undefined> {
    const certificate = await this.describe(arn);
    return certificate === undefined
      ? undefined
      : { status: String(certificate.Status), names: namesOf(certificate) };
  }

  /** moto's description with AWS's status and records. */
  async rewrite(certificate: Certificate): Promise<Certificate> {
    if (certificate.Type !== "AMAZON_ISSUED") {
      return certificate;
    }
    const arn = String(certificate.CertificateArn);
    const names = namesOf(certificate);
    const account = arn.split(":")[4] ?? "";
    const cnames = this.#issued.has(arn) ? undefined : await this.cnames();
    const records = names.map((name) => ({ name, record: validationRecord(account, name) }));
    const options = records.map(({ name, record }) => ({
      DomainName: name,
      ValidationDomain: name,
      ValidationMethod: "DNS",
      ValidationStatus: cnames === undefined || holds(cnames, record) ? "SUCCESS" : "PENDING_VALIDATION",
      ResourceRecord: { Name: record.name, Type: "CNAME", Value: record.value },
    }));
    if (!this.#issued.has(arn) && options.every((option) => option.ValidationStatus === "SUCCESS")) {
      this.issue(arn);
    }
    return { ...this.status(certificate, arn), DomainValidationOptions: options };
  }

  private status(certificate: Certificate, arn: string): Certificate {
    const issuedAt = this.#issued.get(arn);
    if (issuedAt !== undefined) {
      return { ...certificate, Status: "ISSUED", IssuedAt: issuedAt };
    }
    // What is not issued has no dates and no serial number yet.
    const { IssuedAt, NotAfter, NotBefore, Serial, ...pending } = certificate;
    return { ...pending, Status: "PENDING_VALIDATION" };
  }

  private issue(arn: string): void {
    this.#issued.set(arn, Math.floor(Date.now() / 1000));
    writeFileSync(this.file, JSON.stringify([...this.#issued]));
  }

  /** Every CNAME of every zone: name to value. */
  private async cnames(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const zoneId of await zoneIds(this.ask)) {
      for (const set of await recordSets(this.ask, zoneId)) {
        if (set.type === "CNAME") {
          found.set(set.name, bare(set.values[0] ?? ""));
        }
      }
    }
    return found;
  }
}

function holds(cnames: ReadonlyMap<string, string>, record: ValidationRecord): boolean {
  return cnames.get(record.name) === bare(record.value);
}

function bare(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

/** The certificate's names, the main one first, the others in a fixed order. */
function namesOf(certificate: Certificate): string[] {
  const main = String(certificate.DomainName);
  const others = Array.isArray(certificate.SubjectAlternativeNames)
    ? certificate.SubjectAlternativeNames.map(String)
    : [];
  return [main, ...others.filter((name) => name !== main).sort()];
}
