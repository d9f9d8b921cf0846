import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type App, Testing } from "cdktf";
import { AddressableStack } from "../stacks/addressable-stack";

/** The part of synthesized Terraform JSON that tests look at. */
export interface Synthesized {
  readonly json: string;
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
  readonly data: Record<string, Record<string, Record<string, unknown>>>;
  readonly output: Record<string, Record<string, unknown>>;
  readonly variable: Record<string, Record<string, unknown>>;
  /** every resource address, sorted: `aws_lb.public` */
  readonly addresses: readonly string[];
}

/** The stack that module tests build in: both providers, nothing else. */
export class ModuleStack extends AddressableStack {
  /** the provider that CloudFront's certificates need */
  readonly usEast1: AwsProvider;

  constructor(scope: App, id = "test") {
    super(scope, id);
    new AwsProvider(this, "aws", { region: "eu-west-1" });
    this.usEast1 = new AwsProvider(this, "us_east_1", { region: "us-east-1", alias: "us_east_1" });
  }
}

/** Synthesizes what `build` adds to an empty stack, validations included. */
export function synthStack(build: (stack: ModuleStack) => void): Synthesized {
  const stack = new ModuleStack(Testing.app());
  build(stack);
  return parse(Testing.synth(stack, true));
}

/** Reads the JSON of a synthesized stack. */
export function parse(json: string): Synthesized {
  const { resource = {}, data = {}, output = {}, variable = {} } = JSON.parse(json);
  return { json, resource, data, output, variable, addresses: addressesOf(resource) };
}

function addressesOf(resource: Synthesized["resource"]): string[] {
  return Object.entries(resource)
    .flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`))
    .sort();
}
