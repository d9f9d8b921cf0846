import type { Postcondition } from "cdktf";

/** Held by Terraform, whatever is written over a listener: what no rule wants never gets to a backend. */
export const forwardsNothing: Postcondition = {
  condition: '${alltrue([for action in self.default_action : action.type != "forward"])}',
  errorMessage:
    "listener-default: a listener must not forward by default, or requests with any Host and without the secret reach a backend. Forward by a rule that demands a host.",
};

/** CloudFront offers its origins TLS 1.2 at most. */
export const takesTls12: Postcondition = {
  condition: `\${can(regex("^ELBSecurityPolicy-(TLS13-1-[0-2]|(TLS|FS)-1-[12]|FS-2018-06|2016-08|2015-05)(-|$)", self.ssl_policy))}`,
  errorMessage:
    "listener-tls: CloudFront offers the listener TLS 1.2, which its policy does not take: every request would be answered with 502. Take ELBSecurityPolicy-TLS13-1-2-Res-2021-06.",
};
