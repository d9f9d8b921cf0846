import { queryError } from "../aws-error";
import type { AwsRequest } from "../aws-request";
import type { Rule } from "../rule";
import { elements, parseXml, text, type XmlNode } from "../xml";

/** Nobody here reads mail: a subscription by email stays as AWS has it before its link is followed. */
const CONFIRMED = /(<key>PendingConfirmation<\/key>\s*<value>)false(<\/value>)/;

/**
 * A subscription by email waits for its address, and cannot be taken back meanwhile: it goes with its topic, or by
 * itself after 48 hours.
 *
 * AWS: InvalidParameter, 400.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html
 */
export const unconfirmedSubscription: Rule = {
  name: "unconfirmed-subscription",
  async answer(request, { ask }) {
    if (!isAbout(request, "Unsubscribe")) {
      return undefined;
    }
    const arn = request.fields.get("SubscriptionArn") ?? "";
    return isByEmail(await ask.subscription(request.region, arn))
      ? queryError(
          "InvalidParameter",
          "Invalid parameter: SubscriptionArn Reason: Cannot unsubscribe a subscription that is pending confirmation",
        )
      : undefined;
  },
  async reply(request, response) {
    if (!isAbout(request, "GetSubscriptionAttributes") || response.status !== 200) {
      return response;
    }
    const body = response.body.toString("utf8");
    return isByEmail(parseXml(body))
      ? { ...response, body: Buffer.from(body.replace(CONFIRMED, "$1true$2")) }
      : response;
  },
};

function isByEmail(attributes: XmlNode | undefined): boolean {
  return elements(attributes, "entry").some(
    (entry) => text(entry, "key") === "Protocol" && text(entry, "value") === "email",
  );
}

function isAbout({ service, action }: AwsRequest, wanted: string): boolean {
  return service === "sns" && action === wanted;
}
