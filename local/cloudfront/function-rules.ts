import { requireConsistentQuantities, requireElements, requireLength, requireOneOf } from "./config-rules";
import { CloudFrontError, requireArgument } from "./errors";
import { find, node, textAt, type XmlElement } from "./xml";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-functions */
const MAX_CODE_BYTES = 10_240;

/** The configuration and the code of a request, held to the rules of https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_FunctionConfig.html */
export function parseFunctionContent(body: XmlElement): {
  readonly config: XmlElement;
  readonly code: string;
} {
  requireElements(body, ["FunctionConfig", "FunctionCode"]);
  const config = find(body, "FunctionConfig") ?? node("FunctionConfig");
  requireElements(config, ["Comment", "Runtime"]);
  requireLength(config, "Comment", 128);
  requireOneOf(config, ["Runtime"], ["cloudfront-js-1.0", "cloudfront-js-2.0"]);
  requireConsistentQuantities(config);
  const code = textAt(body, "FunctionCode");
  const { length } = Buffer.from(code, "base64");
  requireArgument(length > 0, "The parameter FunctionCode is required.");
  if (length > MAX_CODE_BYTES) {
    throw new CloudFrontError(
      "FunctionSizeLimitExceeded",
      `The function is ${length} bytes, at most ${MAX_CODE_BYTES}.`,
    );
  }
  return { config, code };
}
