import { type AwsRequest, withBody } from "../aws-request";
import type { Rule } from "../rule";

const USER_DATA = "LaunchTemplateData.UserData";
const DESCRIPTION = "VersionDescription";
const KEPT = "user-data ";

/**
 * A later version of a launch template has user data as the first one has. moto takes it in another form there, and
 * then fails at every start of an instance; so it is kept in the version's description, which nothing of ours uses.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplateVersion.html
 */
export const launchTemplateUserData: Rule = {
  name: "launch-template-user-data",
  async forward(request) {
    const userData = request.fields.get(USER_DATA);
    return request.action === "CreateLaunchTemplateVersion" && userData !== undefined
      ? withFields(request, { [DESCRIPTION]: `${KEPT}${userData}` })
      : request;
  },
  async reply({ action }, response) {
    if (action !== "DescribeLaunchTemplateVersions" || response.status !== 200) {
      return response;
    }
    const xml = response.body
      .toString("utf8")
      .replace(
        /<versionDescription>user-data ([^<]*)<\/versionDescription>(.*?)<launchTemplateData>/gs,
        "$2<launchTemplateData><userData>$1</userData>",
      );
    return { ...response, body: Buffer.from(xml) };
  },
};

/** The call without its user data, and with these fields. */
function withFields(request: AwsRequest, more: Record<string, string>): AwsRequest {
  const kept = [...request.fields].filter(([name]) => name !== USER_DATA);
  return withBody(request, new URLSearchParams([...kept, ...Object.entries(more)]).toString());
}
