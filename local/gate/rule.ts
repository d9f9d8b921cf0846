import type { AwsRequest, AwsResponse } from "./aws-request";
import type { Certificates } from "./certificates";
import type { Questions } from "./questions";

/** What a rule may ask. */
export interface RuleContext {
  readonly ask: Questions;
  readonly certificates: Certificates;
}

/** One thing that AWS does and moto does not. Each part is optional; a call that no rule names passes. */
export interface Rule {
  readonly name: string;
  /** an answer in moto's place: most often AWS's refusal */
  readonly answer?: (request: AwsRequest, context: RuleContext) => Promise<AwsResponse | undefined>;
  /** the call as moto should see it */
  readonly forward?: (request: AwsRequest, context: RuleContext) => Promise<AwsRequest>;
  /** moto's answer as AWS would give it */
  readonly reply?: (request: AwsRequest, response: AwsResponse, context: RuleContext) => Promise<AwsResponse>;
}
