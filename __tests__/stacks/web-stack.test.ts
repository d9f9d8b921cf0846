import "../../test-support/exposure";
import { App, Testing } from "cdktf";
import { WebStack } from "../../stacks/web-stack";
import { environment } from "../../test-support/environments";
import { SHAPE_NAMES, synthShape } from "../../test-support/shapes";
import { parse } from "../../test-support/synth";

type Counts = Readonly<Record<string, number>>;

/** Who comes in from outside. */
const GROUP = "aws_security_group.public_load_balancer";
const CLOUDFRONT = [`${GROUP} tcp/443 com.amazonaws.global.cloudfront.origin-facing`];
const PRIVATE = [
  "aws_security_group.private_load_balancer tcp/443 com.amazonaws.global.cloudfront.origin-facing",
];
const OPEN = [`${GROUP} tcp/443 0.0.0.0/0`, `${GROUP} tcp/80 0.0.0.0/0`];
const OPEN_IPV6 = [...OPEN, `${GROUP} tcp/443 ::/0`, `${GROUP} tcp/80 ::/0`];

const SMALLEST: Counts = {
  aws_acm_certificate: 2,
  aws_acm_certificate_validation: 2,
  aws_cloudfront_distribution: 1,
  aws_cloudfront_response_headers_policy: 1,
  aws_lb: 1,
  aws_lb_listener: 1,
  aws_lb_listener_rule: 1,
  aws_lb_target_group: 1,
  aws_lb_target_group_attachment: 1,
  // two that validate; A and AAAA of the name, A of the origin
  aws_route53_record: 5,
  aws_security_group: 1,
  aws_vpc_security_group_egress_rule: 1,
  aws_vpc_security_group_ingress_rule: 2,
  "data.aws_ec2_managed_prefix_list": 1,
  "data.aws_instance": 1,
  "data.aws_instances": 1,
  "data.aws_route53_zone": 1,
  "data.aws_subnets": 1,
  "data.aws_vpc": 1,
};

const SITE: Counts = {
  aws_cloudfront_cache_policy: 1,
  aws_cloudfront_function: 1,
  aws_cloudfront_origin_access_control: 1,
  aws_s3_bucket: 1,
  aws_s3_bucket_lifecycle_configuration: 1,
  aws_s3_bucket_ownership_controls: 1,
  aws_s3_bucket_policy: 1,
  aws_s3_bucket_public_access_block: 1,
  aws_s3_bucket_server_side_encryption_configuration: 1,
  aws_s3_bucket_versioning: 1,
};

/** No distribution and what goes with it, the viewers' certificate and CloudFront's prefix list. */
const NO_EDGE: Counts = {
  aws_acm_certificate: -1,
  aws_acm_certificate_validation: -1,
  aws_cloudfront_distribution: -1,
  aws_cloudfront_response_headers_policy: -1,
  "data.aws_ec2_managed_prefix_list": -1,
};

const HTTP: Counts = { aws_lb_listener: 1, aws_vpc_security_group_ingress_rule: 1 };

/** Nothing looks an instance up or registers it. */
const NO_INSTANCE: Counts = {
  aws_lb_target_group_attachment: -1,
  "data.aws_instance": -1,
  "data.aws_instances": -1,
};

/** An alias: its validation record, A and AAAA. */
const ALIAS: Counts = { aws_route53_record: 3 };

const ZONE_LOOKUP: Counts = { "data.aws_route53_zone": 1 };
const VPC_LOOKUP: Counts = { "data.aws_subnets": 1, "data.aws_vpc": 1 };

function sum(...all: readonly Counts[]): Counts {
  const types = new Set(all.flatMap((counts) => Object.keys(counts)));
  return Object.fromEntries(
    [...types].map((type) => [type, all.reduce((total, counts) => total + (counts[type] ?? 0), 0)]),
  );
}

function less(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).map(([type, count]) => [type, -count]));
}

/** No name of the origin: no record that validates it, and none that leads to it. */
const PRIVATE_ORIGIN: Counts = { aws_cloudfront_vpc_origin: 1, aws_route53_record: -2 };

/** A bucket for logs: no versions of them are kept. */
const LOG_BUCKET: Counts = {
  aws_s3_bucket: 1,
  aws_s3_bucket_lifecycle_configuration: 1,
  aws_s3_bucket_ownership_controls: 1,
  aws_s3_bucket_policy: 1,
  aws_s3_bucket_public_access_block: 1,
  aws_s3_bucket_server_side_encryption_configuration: 1,
};

/** The distribution's logs on their way. */
const DELIVERY: Counts = {
  aws_cloudwatch_log_delivery: 1,
  aws_cloudwatch_log_delivery_destination: 1,
  aws_cloudwatch_log_delivery_source: 1,
};

const TOPIC: Counts = { aws_sns_topic: 1, aws_sns_topic_policy: 1, aws_sns_topic_subscription: 1 };

const CREATED_VPC: Counts = {
  aws_default_security_group: 1,
  aws_internet_gateway: 1,
  aws_route: 1,
  aws_route_table: 1,
  aws_route_table_association: 2,
  aws_subnet: 2,
  aws_vpc: 1,
  "data.aws_availability_zones": 1,
};

/** The name of an address, which is looked for together with the instance that has it. */
const DIRECT_NAME: Counts = { aws_route53_record: 1, "data.aws_eips": 1, "data.aws_instances": 1 };

/** The first stage: certificates are requested, and nothing else stands. */
const REQUESTED: Counts = { aws_acm_certificate: 2 };

interface Expected {
  readonly counts: Counts;
  /** by default CloudFront alone, with the secret */
  readonly admits?: readonly string[];
}

/** A shape that differs from the smallest by these counts. */
function smallestWith(...all: readonly Counts[]): Expected {
  return { counts: sum(SMALLEST, ...all) };
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  example: smallestWith(SITE, ALIAS, { aws_lb_listener_rule: 1 }),
  tutorial: {
    ...smallestWith(SITE, ALIAS, HTTP, { "data.aws_ec2_managed_prefix_list": -1 }),
    admits: OPEN,
  },
  classic: {
    counts: sum(SMALLEST, NO_EDGE, HTTP, {
      aws_lb_listener_rule: 1,
      aws_lb_target_group: 1,
      aws_lb_target_group_attachment: 3,
      aws_route53_record: -1,
      aws_vpc_security_group_egress_rule: 1,
      aws_vpc_security_group_ingress_rule: 1,
      "data.aws_instance": 1,
      "data.aws_instances": 1,
    }),
    admits: OPEN,
  },
  platform: smallestWith(NO_INSTANCE, less(VPC_LOOKUP), {
    aws_security_group: 1,
    "data.aws_route53_zone": 1,
    "data.aws_route53_zones": 1,
    "data.aws_subnet": 1,
  }),
  secured: smallestWith(SITE, ALIAS, LOG_BUCKET, LOG_BUCKET, DELIVERY, TOPIC, TOPIC, {
    aws_cloudwatch_dashboard: 1,
    aws_cloudwatch_metric_alarm: 9,
    aws_cloudfront_function: 1,
    aws_cloudwatch_log_group: 1,
    aws_cloudwatch_log_resource_policy: 1,
    aws_wafv2_web_acl: 1,
    aws_wafv2_web_acl_logging_configuration: 1,
    "data.aws_caller_identity": 1,
  }),
  smallest: smallestWith(),
  "with a site": smallestWith(SITE),
  "pages in directories": smallestWith(SITE),
  "backends by path": smallestWith({
    aws_lb_listener_rule: 2,
    aws_lb_target_group: 2,
    aws_lb_target_group_attachment: 1,
    aws_security_group: 1,
    // api: traffic and health checks
    aws_vpc_security_group_egress_rule: 3,
    aws_vpc_security_group_ingress_rule: 3,
    "data.aws_instance": 1,
    "data.aws_instances": 1,
  }),
  "backends by host": smallestWith(ALIAS, ALIAS, NO_INSTANCE, {
    aws_lb_listener_rule: 1,
    aws_lb_target_group: 1,
    aws_security_group: 2,
    aws_vpc_security_group_egress_rule: 1,
    aws_vpc_security_group_ingress_rule: 1,
  }),
  "aliases redirected": smallestWith(SITE, ALIAS, { aws_cloudfront_function: 1 }),
  "aliases redirected without an edge": {
    ...smallestWith(NO_EDGE, HTTP, { aws_lb_listener_rule: 1, aws_route53_record: -1 }),
    admits: OPEN,
  },
  "wildcard alias": smallestWith({ aws_route53_record: 2 }),
  "dualstack without an edge": {
    ...smallestWith(NO_EDGE, HTTP, { aws_route53_record: -2, aws_vpc_security_group_ingress_rule: 2 }),
    admits: OPEN_IPV6,
  },
  "dualstack with an edge": smallestWith(),
  "port 80 closed without an edge": {
    ...smallestWith(NO_EDGE, { aws_route53_record: -3 }),
    admits: OPEN.slice(0, 1),
  },
  "created VPC": smallestWith(less(VPC_LOOKUP), CREATED_VPC),
  "created VPC with NAT": smallestWith(less(VPC_LOOKUP), {
    aws_default_security_group: 1,
    aws_eip: 1,
    aws_internet_gateway: 1,
    aws_nat_gateway: 1,
    aws_route: 3,
    aws_route_table: 2,
    aws_route_table_association: 4,
    aws_subnet: 4,
    aws_vpc: 1,
  }),
  "VPC of another state": smallestWith(less(VPC_LOOKUP), {
    "data.aws_subnet": 1,
    "data.terraform_remote_state": 1,
  }),
  "targets by address": smallestWith(NO_INSTANCE, {
    aws_lb_target_group_attachment: 2,
    aws_vpc_security_group_ingress_rule: -1,
  }),
  "external zone, request": { counts: REQUESTED, admits: [] },
  "external zone, ready": smallestWith(less(ZONE_LOOKUP), { aws_route53_record: -5 }),
  "created zone, request": {
    counts: sum(REQUESTED, { aws_route53_record: 2, aws_route53_zone: 1 }),
    admits: [],
  },
  "created zone, ready": smallestWith(less(ZONE_LOOKUP), { aws_route53_zone: 1 }),
  "own viewer certificate": smallestWith({ aws_acm_certificate: -1, aws_acm_certificate_validation: -1 }),
  // the origin's name is the regional certificate's alone
  "own regional certificate": smallestWith({
    aws_acm_certificate: -1,
    aws_acm_certificate_validation: -1,
    aws_route53_record: -1,
  }),
  "own certificates": smallestWith({
    aws_acm_certificate: -2,
    aws_acm_certificate_validation: -2,
    aws_route53_record: -2,
  }),
  "secret in SSM": smallestWith({ "data.aws_ssm_parameter": 1 }),
  "access logs in a bucket of theirs": smallestWith(),
  "access logs in a bucket made here": smallestWith(LOG_BUCKET, { "data.aws_caller_identity": 1 }),
  "every log": smallestWith(
    SITE,
    less(VPC_LOOKUP),
    CREATED_VPC,
    LOG_BUCKET,
    LOG_BUCKET,
    LOG_BUCKET,
    DELIVERY,
    {
      aws_flow_log: 1,
      "data.aws_caller_identity": 1,
    },
  ),
  unprotected: smallestWith(SITE),
  "state in S3": smallestWith(),
  "state of the pipeline": smallestWith(),
  "a password without redirects": smallestWith(SITE, { aws_cloudfront_function: 1 }),
  private: {
    ...smallestWith(SITE, ALIAS, PRIVATE_ORIGIN, less(VPC_LOOKUP), { "data.aws_subnet": 1 }),
    admits: PRIVATE,
  },
  "private in a created VPC": {
    ...smallestWith(PRIVATE_ORIGIN, less(VPC_LOOKUP), CREATED_VPC, {
      aws_route_table: 1,
      aws_route_table_association: 2,
      aws_subnet: 2,
    }),
    admits: PRIVATE,
  },
  "private in the default VPC, without some zones": {
    ...smallestWith(PRIVATE_ORIGIN, { "data.aws_availability_zones": 1 }),
    admits: PRIVATE,
  },
  "private in a VPC of another state": {
    ...smallestWith(PRIVATE_ORIGIN, less(VPC_LOOKUP), {
      "data.aws_subnet": 2,
      "data.terraform_remote_state": 1,
    }),
    admits: PRIVATE,
  },
  "direct access": {
    ...smallestWith(DIRECT_NAME, { aws_vpc_security_group_ingress_rule: 2, "data.aws_instance": 1 }),
    admits: [
      ...CLOUDFRONT,
      ...["2001:db8::/48", "203.0.113.0/24"].map(
        (from) =>
          // the one group of the instance that has the address
          "${one(flatten([ for key, val in data.aws_instance.direct_instance: val.vpc_security_group_ids]))} " +
          `tcp/22 ${from}`,
      ),
    ],
  },
  "direct access, external zone": {
    ...smallestWith(DIRECT_NAME, less(ZONE_LOOKUP), {
      aws_route53_record: -6,
      aws_vpc_security_group_ingress_rule: 1,
    }),
    admits: [...CLOUDFRONT, "sg-0123456789abcdef0 tcp/22 203.0.113.0/24"],
  },
  "direct name alone": smallestWith(DIRECT_NAME),
  "alarms by mail": smallestWith(SITE, TOPIC, TOPIC, {
    aws_cloudwatch_dashboard: 1,
    aws_cloudwatch_metric_alarm: 9,
    aws_wafv2_web_acl: 1,
  }),
  "alarms by mail in us-east-1": smallestWith(TOPIC, {
    aws_cloudwatch_dashboard: 1,
    aws_cloudwatch_metric_alarm: 8,
  }),
  "alarms to topics of theirs": smallestWith({ aws_cloudwatch_metric_alarm: 8 }),
  "alarms without an edge": {
    ...smallestWith(NO_EDGE, HTTP, NO_INSTANCE, TOPIC, {
      aws_cloudwatch_dashboard: 1,
      aws_cloudwatch_metric_alarm: 8,
      aws_lb_listener_rule: 1,
      aws_lb_target_group: 1,
      aws_route53_record: -3,
      aws_security_group: 1,
      aws_vpc_security_group_egress_rule: 1,
      aws_vpc_security_group_ingress_rule: 1,
    }),
    admits: OPEN,
  },
  "web ACL without a site": smallestWith({ aws_wafv2_web_acl: 1 }),
  "certificate authorities named": smallestWith(less(ZONE_LOOKUP), { aws_route53_record: 1 }),
};

describe.each(SHAPE_NAMES)("%s", (name) => {
  const { counts, admits = CLOUDFRONT } = EXPECTED[name] ?? smallestWith();

  it("makes what it says and nothing else", () => {
    expect(Object.keys(EXPECTED)).toContain(name);
    expect(synthShape(name)).toHaveCounts(counts);
  });

  it("lets in whom it says and nobody else", () => {
    expect(synthShape(name)).toAdmitOnly(admits);
    expect(synthShape(name)).toCallBackendsOnly();
  });

  it("hands on what rules want, and nothing else", () => {
    expect(synthShape(name)).toForwardNothingByDefault();
    expect(synthShape(name)).toGuardEveryForward(
      admits.includes(CLOUDFRONT[0] ?? "") ? "x-origin-verify" : undefined,
    );
    expect(synthShape(name)).toPassErrorsOn();
    expect(synthShape(name)).toRefuseOldTls();
  });

  it("keeps secrets out and buckets closed", () => {
    expect(synthShape(name)).toHaveNoLiteralSecret([]);
    expect(synthShape(name)).toKeepBucketsPrivate();
    expect(synthShape(name)).toHaveNoResource("aws_s3_bucket_website_configuration");
  });

  it("promises IPv6 where it is spoken, and says what everything is for", () => {
    expect(synthShape(name)).toPromiseIpv6WhereSpoken();
    expect(synthShape(name)).toDescribeEverything();
  });
});

describe("several environments in one app", () => {
  it("give the same as each alone", () => {
    const app = Testing.app();
    const one = new WebStack(app, environment());
    const other = new WebStack(app, environment({ environment: "staging", domain: { name: "example.org" } }));
    expect(parse(Testing.synth(one, true)).json).toBe(synthShape("smallest").json);
    expect(parse(Testing.synth(other, true)).json).toContain('"shop-staging-public"');
    expect(parse(Testing.synth(other, true)).json).not.toContain("production");
  });

  it("of one name are refused", () => {
    const app = new App({ outdir: Testing.app().outdir });
    new WebStack(app, environment());
    expect(() => new WebStack(app, environment())).toThrow(/already a Construct with name 'production'/);
  });
});
