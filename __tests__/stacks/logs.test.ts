import { environment, type Keys, synthEnvironment } from "../../test-support/environments";
import { synthShape } from "../../test-support/shapes";

const logs = (change: Keys = {}) =>
  synthEnvironment(
    environment({
      backends: { api: { paths: ["/api/*"], targets: { type: "external" } } },
      site: { spa: true },
      network: { type: "create", cidr: "10.0.0.0/16", flowLogs: {} },
      loadBalancer: { accessLogs: {} },
      edge: { logs: {} },
      ...change,
    }),
  );
const LOG_BUCKETS = ["access_logs", "edge_logs_bucket", "flow_logs_bucket"];

describe("logs", () => {
  it("are off unless the file asks for them", () => {
    const { addresses, output } = synthShape("created VPC");
    expect(addresses.filter((address) => /log/.test(address))).toEqual([]);
    expect(output).not.toHaveProperty("log_buckets");
  });

  it("stay in the bucket of a protected environment, which no plan destroys", () => {
    for (const protect of [true, false]) {
      const { resource } = logs({ protect });
      for (const bucket of LOG_BUCKETS) {
        const { force_destroy, lifecycle } = resource["aws_s3_bucket"]?.[bucket] ?? {};
        expect({ bucket, force_destroy, lifecycle }).toEqual({
          bucket,
          force_destroy: !protect,
          lifecycle: protect ? { prevent_destroy: true } : undefined,
        });
      }
    }
  });

  it("are encrypted, kept for 90 days and closed to the public, each of them", () => {
    const { resource } = logs();
    const of = (type: string) => JSON.stringify(resource[type]);
    for (const bucket of LOG_BUCKETS) {
      const reference = `\${aws_s3_bucket.${bucket}.bucket}`;
      expect(of("aws_s3_bucket_server_side_encryption_configuration")).toContain(reference);
      expect(of("aws_s3_bucket_public_access_block")).toContain(reference);
      expect(of("aws_s3_bucket_policy")).toContain(reference);
      const lifecycles = Object.values(resource["aws_s3_bucket_lifecycle_configuration"] ?? {});
      expect(lifecycles).toContainEqual(
        expect.objectContaining({
          bucket: reference,
          rule: [expect.objectContaining({ expiration: [{ days: 90 }] })],
        }),
      );
    }
  });

  it("are named in one output, by whose they are", () => {
    expect(logs().output["log_buckets"]).toMatchObject({
      value: {
        distribution: "${aws_s3_bucket.edge_logs_bucket.bucket}",
        load_balancer: "${aws_s3_bucket_policy.access_logs_policy.bucket}",
        vpc: "${aws_s3_bucket.flow_logs_bucket.bucket}",
      },
    });
    expect(logs({ edge: {}, network: undefined }).output["log_buckets"]).toMatchObject({
      value: { load_balancer: expect.anything() },
    });
  });

  it("take what the file says", () => {
    const { resource } = synthShape("every log");
    expect(resource["aws_flow_log"]?.["flow_logs"]).toMatchObject({ traffic_type: "REJECT" });
    expect(resource["aws_cloudwatch_log_delivery"]?.["edge_logs"]?.["record_fields"]).toContain(
      "cs-uri-query",
    );
    expect(resource["aws_s3_bucket_lifecycle_configuration"]?.["flow_logs_bucket_lifecycle"]).toMatchObject({
      rule: [{ expiration: [{ days: 14 }] }],
    });
  });

  it("ask once for an account that the file does not name", () => {
    const { data, resource } = synthShape("every log");
    expect(data["aws_caller_identity"]).toEqual({ current: expect.anything() });
    for (const policy of ["access_logs_policy", "edge_logs_bucket_policy", "flow_logs_bucket_policy"]) {
      expect(resource["aws_s3_bucket_policy"]?.[policy]?.["policy"]).toContain(
        "${data.aws_caller_identity.current.account_id}",
      );
    }
  });

  it("never use CloudFront's old logging, which needs ACLs", () => {
    expect(JSON.stringify(logs().resource)).not.toMatch(/logging_config|aws_s3_bucket_acl/);
  });
});
