import type { AwsResponse } from "../aws-request";
import type { Rule } from "../rule";

/**
 * Two answers of which moto's say something else: a launch template's own tags are none of its instances', and a
 * scaling policy is enabled unless somebody disables it, and predicts only where it is told to.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ScalingPolicy.html
 */
export const autoScalingAnswers: Rule = {
  name: "auto-scaling-answers",
  async reply({ action }, response) {
    switch (action) {
      case "DescribeLaunchTemplateVersions":
        return changed(response, (xml) =>
          xml.replace(
            /<item><resourceType>launch-template<\/resourceType><tagSet>.*?<\/tagSet><\/item>/gs,
            "",
          ),
        );
      case "DescribePolicies":
        return changed(response, (xml) =>
          xml.replaceAll("<PredictiveScalingConfiguration/>", "<Enabled>true</Enabled>"),
        );
      default:
        return response;
    }
  },
};

function changed(response: AwsResponse, change: (xml: string) => string): AwsResponse {
  return response.status === 200
    ? { ...response, body: Buffer.from(change(response.body.toString("utf8"))) }
    : response;
}
