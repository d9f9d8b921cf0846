import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CacheBehavior,
  CloudFront,
  CloudFrontServiceException,
  type DefaultCacheBehavior,
  type DistributionConfig,
  type Origin,
} from "@aws-sdk/client-cloudfront";
import { type CloudFrontOptions, type RunningCloudFront, startCloudFront } from "../../../local/cloudfront";

export const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
export const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/1111";

/** A control plane with a clock that the test moves, and an SDK client for it. */
export class Harness {
  readonly folder = mkdtempSync(join(tmpdir(), "cloudfront-"));
  #running: RunningCloudFront | undefined;
  #client: CloudFront | undefined;
  #time = Date.parse("2030-01-01T00:00:00.000Z");

  async start(options: Partial<CloudFrontOptions> = {}): Promise<void> {
    const now = (): Date => new Date(this.#time);
    this.#running = await startCloudFront({ port: 0, folder: this.folder, now, ...options });
    this.#client = new CloudFront({
      endpoint: this.url,
      region: "us-east-1",
      credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
      maxAttempts: 1,
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#running?.port}`;
  }

  get api(): CloudFront {
    if (this.#client === undefined) throw new Error("not started");
    return this.#client;
  }

  /** Lets time go by: what was in progress is deployed. */
  wait(milliseconds = 1000): void {
    this.#time += milliseconds;
  }

  async restart(): Promise<void> {
    await this.#running?.close();
    await this.start();
  }

  async stop(): Promise<void> {
    this.#client?.destroy();
    await this.#running?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async distribution(changes: Partial<DistributionConfig> = {}): Promise<{ id: string; etag: string }> {
    const { Distribution, ETag } = await this.api.createDistribution({ DistributionConfig: config(changes) });
    return { id: text(Distribution?.Id), etag: text(ETag) };
  }

  async publishedFunction(name: string): Promise<{ arn: string; etag: string }> {
    const { FunctionSummary, ETag } = await this.api.createFunction(fn(name));
    await this.api.publishFunction({ Name: name, IfMatch: ETag });
    return { arn: text(FunctionSummary?.FunctionMetadata?.FunctionARN), etag: text(ETag) };
  }

  async control(name = "oac"): Promise<{ id: string; etag: string }> {
    const { OriginAccessControl, ETag } = await this.api.createOriginAccessControl({
      OriginAccessControlConfig: control(name),
    });
    return { id: text(OriginAccessControl?.Id), etag: text(ETag) };
  }
}

export function text(value: string | undefined): string {
  expect(value).toBeDefined();
  return value ?? "";
}

/** The code and status of the error that a call is refused with. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => "no error",
    (reason: unknown) => reason,
  );
  return error instanceof CloudFrontServiceException
    ? `${error.$metadata.httpStatusCode} ${error.name}`
    : String(error);
}

export const control = (name: string) =>
  ({
    Name: name,
    Description: "",
    OriginAccessControlOriginType: "s3",
    SigningBehavior: "always",
    SigningProtocol: "sigv4",
  }) as const;

export const fn = (name: string, code = "function handler(event) { return event.request; }") =>
  ({
    Name: name,
    FunctionConfig: { Comment: "test", Runtime: "cloudfront-js-2.0" },
    FunctionCode: Buffer.from(code),
  }) as const;

export function custom(changes: Partial<Origin> = {}): Origin {
  return {
    Id: "backend",
    DomainName: "origin.example.com",
    CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "https-only" },
    ...changes,
  };
}

export function bucket(changes: Partial<Origin> = {}): Origin {
  return {
    Id: "assets",
    DomainName: "assets.s3.eu-west-1.amazonaws.com",
    S3OriginConfig: { OriginAccessIdentity: "" },
    ...changes,
  };
}

export function behaviour(changes: Partial<DefaultCacheBehavior> = {}): DefaultCacheBehavior {
  return {
    TargetOriginId: "backend",
    ViewerProtocolPolicy: "redirect-to-https",
    CachePolicyId: CACHING_DISABLED,
    ...changes,
  };
}

export function ordered(...behaviours: readonly Partial<CacheBehavior>[]) {
  return quantity(behaviours.map((changes) => ({ PathPattern: "/x/*", ...behaviour(), ...changes })));
}

export function quantity<T>(items: readonly T[]): { Quantity: number; Items: T[] } {
  return { Quantity: items.length, Items: [...items] };
}

let references = 0;

export function config(changes: Partial<DistributionConfig> = {}): DistributionConfig {
  references += 1;
  return {
    CallerReference: `reference-${references}`,
    Comment: "",
    Enabled: true,
    Origins: quantity([custom()]),
    DefaultCacheBehavior: behaviour(),
    ...changes,
  };
}

/** A configuration with aliases and the certificate that they need. */
export const aliased = (...aliases: readonly string[]): Partial<DistributionConfig> => ({
  Aliases: quantity(aliases),
  ViewerCertificate: {
    ACMCertificateArn: CERTIFICATE,
    SSLSupportMethod: "sni-only",
    MinimumProtocolVersion: "TLSv1.2_2021",
  },
});
