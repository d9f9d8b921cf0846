import type { LbListenerDefaultAction } from "@cdktf/provider-aws/lib/lb-listener";

/** What a request gets that no rule wants: a wrong Host, an unclaimed path, no origin secret. */
export const FORBIDDEN: LbListenerDefaultAction = {
  type: "fixed-response",
  fixedResponse: { contentType: "text/plain", messageBody: "Forbidden", statusCode: "403" },
};
