import { jsonError } from "../aws-error";
import { jsonBody } from "../aws-request";
import type { Rule } from "../rule";
import { text } from "../xml";

/**
 * A web ACL that a distribution has in front of it is not deleted.
 *
 * AWS: WAFAssociatedItemException, 400.
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_DeleteWebACL.html
 */
export const webAclInUse: Rule = {
  name: "web-acl-in-use",
  async answer(request, { ask }) {
    const { Scope: scope, Name: name, Id: id } = jsonBody(request);
    if (request.service !== "wafv2" || request.action !== "DeleteWebACL" || scope !== "CLOUDFRONT") {
      return undefined;
    }
    const used = (await ask.distributions()).some((distribution) =>
      (text(distribution, "WebACLId") ?? "").endsWith(`:global/webacl/${name}/${id}`),
    );
    return used
      ? jsonError(
          "WAFAssociatedItemException",
          "AWS WAF couldn't perform the operation: the resource is in use.",
        )
      : undefined;
  },
};
