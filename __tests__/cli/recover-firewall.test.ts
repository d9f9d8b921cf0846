import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { Aws } from "../../cli/recover/aws";
import { findWebAcl } from "../../cli/recover/firewall";
import {
  findDelivery,
  findDeliveryDestination,
  findDeliverySource,
  findLogGroup,
} from "../../cli/recover/logs";
import { OWN, planned } from "./recover-support";

const TAGGED = "tags Project=shop Environment=example ManagedBy=gatehouse";

describe("with a service that answers", () => {
  let server: Server;
  let endpoint: string;
  let refusal: string;
  let answers: Record<string, (parameters: Record<string, unknown>) => object>;
  let asked: { readonly target: string; readonly headers: IncomingHttpHeaders; readonly body: object }[];
  const before = { ...process.env };

  beforeEach(async () => {
    asked = [];
    refusal = "com.amazonaws#AccessDeniedException";
    server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (part: string) => {
        body += part;
      });
      request.on("end", () => {
        const target = String(request.headers["x-amz-target"]);
        asked.push({ target, headers: request.headers, body: JSON.parse(body) });
        const answer = answers[target]?.(JSON.parse(body));
        response.statusCode = answer === undefined ? 400 : 200;
        response.end(JSON.stringify(answer ?? { __type: refusal, message: "no" }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    endpoint = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
  });

  afterEach(async () => {
    process.env = { ...before };
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const tagList = Object.entries(OWN).map(([Key, Value]) => ({ Key, Value }));
  const acl = {
    ...planned("aws_wafv2_web_acl", { name: "shop-edge", scope: "CLOUDFRONT" }),
    region: "us-east-1",
  };
  const group = {
    ...planned("aws_cloudwatch_log_group", { name: "aws-waf-logs-shop" }),
    region: "us-east-1",
  };

  function tagged(tags: object) {
    answers = {
      "AWSWAF_20190729.ListWebACLs": ({ NextMarker }) =>
        NextMarker === undefined
          ? { WebACLs: [{ Name: "other", Id: "1", ARN: "arn:1" }], NextMarker: "other" }
          : { WebACLs: [{ Name: "shop-edge", Id: "2", ARN: "arn:2" }], NextMarker: "shop-edge" },
      "AWSWAF_20190729.ListTagsForResource": () => ({ TagInfoForResource: { TagList: tags } }),
    };
  }

  it("a web ACL is ours by name and tags, on whichever page it is", async () => {
    tagged(tagList);
    const id = "2/shop-edge/CLOUDFRONT";
    expect(await findWebAcl(acl, new Aws())).toEqual([{ id, evidence: `name shop-edge; ${TAGGED}` }]);
    expect(asked.map(({ target, body }) => [target, body])).toEqual([
      ["AWSWAF_20190729.ListWebACLs", { Scope: "CLOUDFRONT" }],
      ["AWSWAF_20190729.ListWebACLs", { Scope: "CLOUDFRONT", NextMarker: "other" }],
      ["AWSWAF_20190729.ListTagsForResource", { ResourceARN: "arn:2" }],
    ]);
    expect(asked[0]?.headers.authorization).toContain("/us-east-1/wafv2/aws4_request");
  });

  it("a web ACL of somebody else's with that name is in the way", async () => {
    tagged([]);
    expect(await findWebAcl(acl, new Aws())).toEqual([{ id: "2/shop-edge/CLOUDFRONT" }]);
  });

  it("a web ACL that is not there is not found, nor one whose name is known later", async () => {
    tagged(tagList);
    const named = {
      ...acl,
      known: planned("aws_wafv2_web_acl", { name: "none", scope: "CLOUDFRONT" }).known,
    };
    answers["AWSWAF_20190729.ListWebACLs"] = () => ({ WebACLs: [], NextMarker: "shop-edge" });
    expect(await findWebAcl(named, new Aws())).toEqual([]);
    expect(await findWebAcl(planned("aws_wafv2_web_acl", {}), new Aws())).toEqual([]);
  });

  it("a log group is ours by name and tags, not one that begins alike", async () => {
    const arn = "arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-shop";
    answers = {
      "Logs_20140328.DescribeLogGroups": () => ({
        logGroups: [
          { logGroupName: "aws-waf-logs-shop-2", arn: `${arn}-2:*` },
          { logGroupName: "aws-waf-logs-shop", arn: `${arn}:*` },
        ],
      }),
      "Logs_20140328.ListTagsForResource": ({ resourceArn }) => ({ tags: resourceArn === arn ? OWN : {} }),
    };
    const evidence = `name aws-waf-logs-shop; ${TAGGED}`;
    expect(await findLogGroup(group, new Aws())).toEqual([{ id: "aws-waf-logs-shop", evidence }]);
    answers["Logs_20140328.DescribeLogGroups"] = () => ({
      logGroups: [{ logGroupName: "aws-waf-logs-shop-2", arn: `${arn}-2:*` }],
    });
    expect(await findLogGroup(group, new Aws())).toEqual([]);
  });

  it("a delivery is ours by its two ends and tags, its ends are by name", async () => {
    const name = "shop-example-access";
    const arn = `arn:aws:logs:us-east-1:123456789012:delivery-destination:${name}`;
    const named = (type: string) => ({ ...planned(type, { name }), region: "us-east-1" });
    const ends = { delivery_source_name: name, delivery_destination_arn: arn };
    const delivery = { ...planned("aws_cloudwatch_log_delivery", ends), region: "us-east-1" };
    answers = {
      "Logs_20140328.GetDeliverySource": () => ({ deliverySource: { name, tags: OWN } }),
      "Logs_20140328.GetDeliveryDestination": () => ({ deliveryDestination: { name, tags: {} } }),
      "Logs_20140328.DescribeDeliveries": () => ({
        deliveries: [
          { id: "a", deliverySourceName: "other", deliveryDestinationArn: arn, tags: OWN },
          { id: "b", deliverySourceName: name, deliveryDestinationArn: arn, tags: OWN },
        ],
      }),
    };
    const aws = new Aws();
    const source = await findDeliverySource(named("aws_cloudwatch_log_delivery_source"), aws);
    expect(source).toEqual([{ id: name, evidence: `name ${name}; ${TAGGED}` }]);
    const destination = await findDeliveryDestination(named("aws_cloudwatch_log_delivery_destination"), aws);
    expect(destination).toEqual([{ id: name }]);
    expect(await findDelivery(delivery, aws)).toEqual([{ id: "b", evidence: `from ${name}; ${TAGGED}` }]);
    aws.destroy();
  });

  it("an end of a delivery that is not there is not found", async () => {
    answers = {};
    refusal = "com.amazonaws#ResourceNotFoundException";
    const named = {
      ...planned("aws_cloudwatch_log_delivery_source", { name: "shop" }),
      region: "us-east-1",
    };
    expect(await findDeliverySource(named, new Aws())).toEqual([]);
    refusal = "com.amazonaws#AccessDeniedException";
    await expect(findDeliverySource(named, new Aws())).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });
});
