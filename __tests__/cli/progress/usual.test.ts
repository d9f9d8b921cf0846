import { type Action, usuallyTakes, usualOf, waitedFor } from "../../../cli/progress/usual";

describe("how long a step usually takes", () => {
  it.each<[string, Action, string]>([
    [
      "aws_acm_certificate_validation.viewer",
      "create",
      "the certificate to be issued; usually 1 to 5 minutes, at times 30",
    ],
    ["aws_lb.public", "create", "the load balancer; usually 2 to 3 minutes"],
    ["aws_lb.public", "update", "the load balancer; usually under a minute"],
    [
      "aws_cloudfront_distribution.edge",
      "create",
      "the distribution to reach every edge location; usually 3 to 5 minutes, at times 15",
    ],
    [
      "aws_cloudfront_distribution.edge",
      "destroy",
      "the distribution to be disabled everywhere, then deleted; usually 5 to 15 minutes",
    ],
    ["aws_nat_gateway.vpc_a", "create", "the NAT gateway; usually 1.5 to 2 minutes"],
    ["aws_cloudfront_vpc_origin.edge", "create", "the VPC origin; usually 5 to 15 minutes"],
    [
      "aws_route53_record.a",
      "update",
      "the record to reach every name server of Route 53; usually under a minute",
    ],
  ])("%s, %s: %s", (address, action, said) => {
    const usual = usualOf(address, action);
    expect(usual && `${waitedFor(usual)}; ${usuallyTakes(usual)}`).toBe(said);
  });

  it("is told by the type, in modules and with keys too", () => {
    const plain = usualOf("aws_lb.public", "create");
    expect(usualOf('module.shop["a.b"].module.web[0].aws_lb.public["x"]', "create")).toEqual(plain);
    expect(plain).toBeDefined();
  });

  it("is other in the local AWS", () => {
    const local = usualOf("aws_lb.public", "create", "local");
    expect(local && usuallyTakes(local)).toBe("usually about a minute");
    const distribution = usualOf("aws_cloudfront_distribution.edge", "create", "local");
    expect(distribution && usuallyTakes(distribution)).toBe("usually under a minute");
    expect(usualOf("aws_nat_gateway.a", "create", "local")).toEqual(usualOf("aws_nat_gateway.a", "create"));
  });

  it.each<[string, Action]>([
    ["data.aws_lb.public", "read"],
    ["data.aws_lb.public", "create"],
    ["aws_s3_bucket.site", "create"],
    ["aws_acm_certificate_validation.viewer", "destroy"],
    ["provider hashicorp/aws 5.100.0", "fetch"],
    ["", "create"],
  ])("is not known of %p, %s", (address, action) => {
    expect(usualOf(address, action)).toBeUndefined();
  });
});
