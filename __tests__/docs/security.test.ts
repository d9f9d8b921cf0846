import { environmentSchema, placesOf } from "../../fuzz/schema";
import { type Body, blocksOf, isBody } from "../../test-support/exposure/read";
import { synthShape } from "../../test-support/shapes";
import { codesOf, read, rowsOf, sectionOf } from "./support";

const PAGE = "docs/security.md";
const EXPOSURES = ["cloudfront", "private", "internet"];
const ACTORS = ["the internet", "another customer", "the VPC", "a stolen header"];
const threats = rowsOf(sectionOf(PAGE, "## Threats"));
const controls = rowsOf(sectionOf(PAGE, "## AWS Foundational Security Best Practices"));

/** What the standard has, by service: docs/security.md says as of when. */
const CONTROLS: Readonly<Record<string, readonly number[]>> = {
  ELB: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 17, 18, 21, 22],
  CloudFront: [1, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 15, 16, 17],
  EC2: [
    ...[1, 2, 3, 4, 6, 7, 8, 9, 10, 15, 16, 17, 18, 19, 20, 21, 23, 24, 25, 51, 55, 56, 57, 58, 60],
    ...[170, 171, 172, 173, 180, 181, 182, 183],
  ],
  S3: [1, 2, 3, 5, 6, 8, 9, 12, 13, 19, 24, 25],
  AutoScaling: [1, 2, 3, 5, 6, 9],
  WAF: [1, 2, 3, 4, 6, 7, 8, 10, 12],
  Route53: [2],
  ACM: [1, 2],
};

describe("the table of threats", () => {
  it("has each of four in each exposure, once, with every cell filled", () => {
    const cells = threats.filter((row) => row.length === 5);
    expect(cells.map(([exposure, who]) => `${exposure} ${who}`)).toEqual(
      EXPOSURES.flatMap((exposure) => ACTORS.map((who) => `\`${exposure}\` ${who}`)),
    );
    expect(cells.filter((row) => row.some((cell) => cell.length < 5))).toEqual([]);
  });

  it("names for each row a test that is there, by words of its name", () => {
    for (const row of threats) {
      const shown = [
        ...(row.at(-1) ?? "").matchAll(/\[([^\]]+)\]\(\.\.\/(__tests__\/[\w./-]+\.test\.ts)\)/g),
      ];
      expect(shown.length).toBeGreaterThan(0);
      for (const [, words = "", file = ""] of shown) {
        const found = words.length > 10 && read(file).includes(words);
        expect({ file, words, found }).toEqual({ file, words, found: true });
      }
    }
  });
});

describe("the table of controls", () => {
  it("has every control of the eight services, once, in order", () => {
    const expected = Object.entries(CONTROLS).flatMap(([service, ids]) =>
      ids.map((id) => `${service}.${id}`),
    );
    expect(controls.map(([id]) => id).sort()).toEqual(expected.sort());
  });

  it("says of each whether it is met, and why where it is not", () => {
    const answers = ["by default", "by key", "no", "not here", "account"];
    expect(controls.filter(([, , met = ""]) => !answers.includes(met))).toEqual([]);
    expect(
      controls.filter(([, , met, why = ""]) => ["by key", "no"].includes(met ?? "") && why === ""),
    ).toEqual([]);
  });

  it("names keys that the file has", () => {
    const places = placesOf(environmentSchema()).map((place) => place.replace(/\([^)]*\)/g, ""));
    const keys = codesOf(sectionOf(PAGE, "## AWS Foundational Security Best Practices"))
      .filter((code) =>
        /^(edge|network|loadBalancer|site|certificates)\.[\w.]+$/.test(code.replace(/:.*$/, "")),
      )
      .map((code) => code.replace(/:.*$/, ""));
    expect(keys.length).toBeGreaterThan(6);
    expect(keys.filter((key) => !places.includes(key))).toEqual([]);
  });
});

/** What a control asks of a resource, for those that JSON shows. */
const ASKS: readonly [id: string, type: string, holds: (body: Body) => boolean][] = [
  ["ELB.4", "aws_lb", (body) => body["drop_invalid_header_fields"] === true],
  ["ELB.6", "aws_lb", (body) => body["enable_deletion_protection"] === true],
  ["ELB.12", "aws_lb", (body) => body["desync_mitigation_mode"] === "defensive"],
  ["ELB.17", "aws_lb_listener", (body) => body["ssl_policy"] === "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"],
  ["ELB.18", "aws_lb_listener", (body) => body["protocol"] === "HTTPS"],
  ["CloudFront.1", "aws_cloudfront_distribution", (body) => body["default_root_object"] === "index.html"],
  ["CloudFront.3", "aws_cloudfront_distribution", (body) => behaviours(body).every(isHttps)],
  [
    "CloudFront.7",
    "aws_cloudfront_distribution",
    (body) => certificate(body)["acm_certificate_arn"] !== undefined,
  ],
  [
    "CloudFront.8",
    "aws_cloudfront_distribution",
    (body) => certificate(body)["ssl_support_method"] === "sni-only",
  ],
  ["CloudFront.9", "aws_cloudfront_distribution", (body) => custom(body).every(isHttpsOnly)],
  ["CloudFront.10", "aws_cloudfront_distribution", (body) => custom(body).every(isNew)],
  ["CloudFront.13", "aws_cloudfront_distribution", (body) => buckets(body).every(isControlled)],
  [
    "CloudFront.15",
    "aws_cloudfront_distribution",
    (body) => certificate(body)["minimum_protocol_version"] === "TLSv1.2_2021",
  ],
  ["S3.8", "aws_s3_bucket_public_access_block", (body) => body["restrict_public_buckets"] === true],
  ["S3.12", "aws_s3_bucket_ownership_controls", isOwned],
  ["ACM.2", "aws_acm_certificate", (body) => ["RSA_2048", undefined].includes(keyOf(body))],
];

it.each(ASKS)("%s is met by default, as the page says", (id, type, holds) => {
  expect(controls.find(([each]) => each === id)?.[2]).toBe("by default");
  const bodies = Object.values(synthShape("example").resource[type] ?? {});
  expect(bodies.length).toBeGreaterThan(0);
  expect(bodies.filter((body) => !holds(body))).toEqual([]);
});

function behaviours(body: Body): Body[] {
  return [...blocksOf(body, "default_cache_behavior"), ...blocksOf(body, "ordered_cache_behavior")];
}

function isHttps(behaviour: Body): boolean {
  return behaviour["viewer_protocol_policy"] === "redirect-to-https";
}

function certificate(body: Body): Body {
  return blocksOf(body, "viewer_certificate")[0] ?? {};
}

function custom(body: Body): Body[] {
  return blocksOf(body, "origin").flatMap((origin) => blocksOf(origin, "custom_origin_config"));
}

function isHttpsOnly(config: Body): boolean {
  return config["origin_protocol_policy"] === "https-only";
}

function isNew(config: Body): boolean {
  return String(config["origin_ssl_protocols"]) === "TLSv1.2";
}

function buckets(body: Body): Body[] {
  return blocksOf(body, "origin").filter((origin) => blocksOf(origin, "custom_origin_config").length === 0);
}

function isControlled(origin: Body): boolean {
  return origin["origin_access_control_id"] !== undefined;
}

function isOwned(body: Body): boolean {
  const [rule] = blocksOf(body, "rule").filter(isBody);
  return rule?.["object_ownership"] === "BucketOwnerEnforced";
}

/** ACM makes an RSA key of 2048 bits where nothing is said. */
function keyOf(body: Body): string | undefined {
  return body["key_algorithm"] === undefined ? undefined : String(body["key_algorithm"]);
}
