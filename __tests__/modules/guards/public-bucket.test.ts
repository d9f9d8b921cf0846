import { found, type Resources } from "../../../test-support/guards";

const BLOCK = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const REF = { bucket: "${aws_s3_bucket.files.id}" };
const CLOSED = {
  aws_s3_bucket: { files: {} },
  aws_s3_bucket_public_access_block: { files: { ...REF, ...BLOCK } },
};

function closedWith(resources: Resources): Resources {
  return { ...CLOSED, ...resources };
}

function policy(statement: unknown, document: Readonly<Record<string, unknown>> = {}): string[] {
  const text = typeof statement === "string" ? statement : JSON.stringify({ Statement: statement });
  return found("public-bucket", closedWith({ aws_s3_bucket_policy: { files: { ...REF, policy: text } } }), {
    document,
  });
}

it("takes a bucket whose block closes it, by reference or by name", () => {
  expect(found("public-bucket", CLOSED)).toEqual([]);
  expect(
    found("public-bucket", {
      aws_s3_bucket: { files: { bucket: "shop-files" } },
      aws_s3_bucket_public_access_block: { files: { bucket: "shop-files", ...BLOCK } },
    }),
  ).toEqual([]);
});

describe("the block", () => {
  it("is missed", () => {
    expect(found("public-bucket", { aws_s3_bucket: { files: {} } })).toEqual([
      "aws_s3_bucket.files: no aws_s3_bucket_public_access_block",
    ]);
  });

  it("of another bucket is none", () => {
    const others = { ...REF, ...BLOCK, bucket: "${aws_s3_bucket.others.id}" };
    expect(
      found("public-bucket", closedWith({ aws_s3_bucket_public_access_block: { files: others } })),
    ).toEqual(["aws_s3_bucket.files: no aws_s3_bucket_public_access_block"]);
  });

  it.each(Object.keys(BLOCK))("with %s off, left out or unknown is refused", (name) => {
    for (const value of [false, undefined, "${var.closed}"]) {
      const block = { ...REF, ...BLOCK, [name]: value };
      expect(
        found("public-bucket", closedWith({ aws_s3_bucket_public_access_block: { files: block } })),
      ).toEqual([`aws_s3_bucket_public_access_block.files: ${name} ${value ?? "left out"}`]);
    }
  });

  it("of the whole account is held to the same", () => {
    const account = { ...BLOCK, ignore_public_acls: false };
    expect(found("public-bucket", { aws_s3_account_public_access_block: { all: account } })).toHaveLength(1);
  });
});

describe("ACLs", () => {
  it.each<[string, Resources, string]>([
    ["public-read", { aws_s3_bucket_acl: { files: { ...REF, acl: "public-read" } } }, "acl public-read"],
    [
      "of an object",
      { aws_s3_object: { page: { ...REF, key: "x", acl: "public-read" } } },
      "acl public-read",
    ],
    [
      "for every account",
      { aws_s3_bucket_acl: { files: { ...REF, acl: "authenticated-read" } } },
      "acl auth",
    ],
    ["unknown", { aws_s3_bucket_acl: { files: { ...REF, acl: "${var.acl}" } } }, "acl ${var.acl}"],
    [
      "of the bucket itself",
      { aws_s3_bucket: { files: { acl: "public-read-write" } } },
      "acl public-read-write",
    ],
    [
      "a grant",
      {
        aws_s3_bucket_acl: {
          files: {
            ...REF,
            access_control_policy: {
              grant: [
                { grantee: [{ uri: "http://acs.amazonaws.com/groups/global/AllUsers", type: "Group" }] },
              ],
            },
          },
        },
      },
      "a grant to http://acs.amazonaws.com/groups/global/AllUsers",
    ],
  ])("%s is refused", (_, resources, line) => {
    expect(found("public-bucket", closedWith(resources))).toEqual([expect.stringContaining(line)]);
  });

  it("private is taken", () => {
    expect(
      found("public-bucket", closedWith({ aws_s3_bucket_acl: { files: { ...REF, acl: "private" } } })),
    ).toEqual([]);
  });
});

describe("policies", () => {
  const allow = { Sid: "Read", Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "x" };

  it.each<[string, unknown]>([
    ["everyone", allow],
    ["everyone by account", { ...allow, Principal: { AWS: "*" } }],
    ["everyone among others", { ...allow, Principal: { AWS: ["arn:aws:iam::123456789012:root", "*"] } }],
    [
      "all but some",
      { ...allow, Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } },
    ],
    ["whom a variable names", { ...allow, Principal: { AWS: "${var.reader}" } }],
    ["everyone with TLS", { ...allow, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
    [
      "everyone with a referer",
      { ...allow, Condition: { StringLike: { "aws:Referer": "https://example.com/*" } } },
    ],
    ["every source of a service", { ...allow, Condition: { ArnLike: { "aws:SourceArn": "*" } } }],
    [
      "every source but one",
      { ...allow, Condition: { ArnNotEquals: { "aws:SourceArn": "arn:aws:a:b:1:c" } } },
    ],
    ["a missing key", { ...allow, Condition: { StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" } } }],
  ])("that allow %s are refused", (_, statement) => {
    expect(policy([statement])).toEqual([expect.stringMatching(/the statement Read that allows/)]);
  });

  it.each<[string, unknown]>([
    ["deny everyone", { ...allow, Effect: "Deny" }],
    ["allow a service", { ...allow, Principal: { Service: "cloudfront.amazonaws.com" } }],
    ["allow an account", { ...allow, Principal: { AWS: "arn:aws:iam::123456789012:root" } }],
    ["allow one endpoint", { ...allow, Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }],
    ["allow an organization", { ...allow, Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-1"] } } }],
    ["allow a role of the stack", { ...allow, Principal: { AWS: "${aws_iam_role.reader.arn}" } }],
  ])("that %s are taken", (_, statement) => {
    expect(policy(statement)).toEqual([]);
  });

  it("are refused where only Terraform knows them", () => {
    expect(policy("${var.policy}")).toEqual([expect.stringContaining("a policy that only Terraform knows")]);
    expect(policy('{"Statement": ${jsonencode(var.statements)}}')).toHaveLength(1);
  });

  it("are read from jsonencode, and from the bucket itself", () => {
    expect(policy(`\${jsonencode(${JSON.stringify({ Statement: allow })})}`)).toHaveLength(1);
    const inline = { files: { policy: JSON.stringify({ Statement: [allow] }) } };
    expect(found("public-bucket", closedWith({ aws_s3_bucket: inline }))).toHaveLength(1);
  });

  it.each<[string, Readonly<Record<string, unknown>>, number]>([
    ["everyone", { principals: [{ type: "*", identifiers: ["*"] }] }, 1],
    ["everyone by account", { principals: [{ type: "AWS", identifiers: ["*"] }] }, 1],
    ["all but some", { not_principals: [{ type: "AWS", identifiers: ["1"] }] }, 1],
    ["a service", { principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }] }, 0],
    ["a denial", { effect: "Deny", principals: [{ type: "*", identifiers: ["*"] }] }, 0],
    [
      "one distribution",
      {
        principals: [{ type: "*", identifiers: ["*"] }],
        condition: [
          {
            test: "StringEquals",
            variable: "AWS:SourceArn",
            values: ["${aws_cloudfront_distribution.x.arn}"],
          },
        ],
      },
      0,
    ],
  ])("are read from the data source that writes them: %s", (_, statement, count) => {
    const data = { aws_iam_policy_document: { read: { statement: [statement] } } };
    expect(policy("${data.aws_iam_policy_document.read.json}", { data })).toHaveLength(count);
    const joined = {
      aws_iam_policy_document: {
        ...data.aws_iam_policy_document,
        all: { source_policy_documents: ["${data.aws_iam_policy_document.read.json}"] },
      },
    };
    expect(policy("${data.aws_iam_policy_document.all.json}", { data: joined })).toHaveLength(count);
  });
});
