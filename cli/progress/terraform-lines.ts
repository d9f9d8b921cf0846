import { withoutColours } from "./colours";
import type { Action } from "./usual";

/** What a line of Terraform tells of a resource, or of the run. */
export type TerraformEvent =
  | { readonly kind: "started"; readonly address: string; readonly action: Action }
  | {
      readonly kind: "still";
      readonly address: string;
      readonly action: Action;
      /** in seconds, as Terraform counts */
      readonly elapsed: number;
    }
  | {
      readonly kind: "done";
      readonly address: string;
      readonly action: Action;
      /** in seconds, where it is said */
      readonly took: number | undefined;
    }
  | { readonly kind: "failed"; readonly address: string }
  /** what Terraform is about as a whole; undefined when that is over */
  | { readonly kind: "phase"; readonly phase: "initializing" | "planning" | undefined }
  /** Terraform has taken an interrupt: it starts nothing new */
  | { readonly kind: "stopping" };

const STARTED: Readonly<Record<string, Action>> = {
  Creating: "create",
  Modifying: "update",
  Destroying: "destroy",
  Reading: "read",
};
const DONE: Readonly<Record<string, Action>> = {
  Creation: "create",
  Modifications: "update",
  Destruction: "destroy",
  Read: "read",
};

/** Before each line cdktf-cli puts the stack's name, or as many spaces. */
const PREFIX = String.raw`^(?:[\w.-]+ {2,}| *)`;
/** cdktf-cli puts the construct's path behind the name: `aws_lb.public (public/Resource)["a"]`. */
const ADDRESS = String.raw`((?:module\.[\w-]+(?:\[[^\]]*\])?\.)*(?:data\.)?[a-z][a-z0-9_]*\.[\w-]+)(?: \((?!deposed )[^()]*\))?(\["(?:[^"\\]|\\.)*"\]|\[\d+\])?(?: \((?!deposed )[^()]*\))?`;
const TIME = String.raw`(?:(\d+)h)?(?:(\d+)m)?(\d+)s`;

const STEP = new RegExp(`${PREFIX}${ADDRESS}( \\(deposed object \\w+\\))?: (\\S.*)$`);
const STILL = new RegExp(
  `^Still (creating|modifying|destroying|reading)\\.\\.\\..*\\b${TIME} elapsed[\\])]$`,
);
const COMPLETE = new RegExp(`^(Creation|Modifications|Destruction|Read) complete after ${TIME}\\b`);
const FETCH = new RegExp(
  `${PREFIX}- (Installing|Installed|Fetching|Retrieved) (\\S+/\\S+) v?(\\d\\S*?)(?:\\.\\.\\.)?(?: .*)?$`,
);
const WITH = new RegExp(`^(?:[\\w.-]+ {2,})?[ │|]*with ${ADDRESS},$`);

/**
 * Reads the lines of `terraform apply`, `plan` and `destroy`, coloured or not, also as cdktf-cli passes them on.
 * Lines that say nothing of a resource, those of other programs among them, are no events.
 *
 * @example
 * new TerraformLines().read("aws_lb.public: Still creating... [10s elapsed]");
 * // => {kind: "still", address: "aws_lb.public", action: "create", elapsed: 10}
 */
export class TerraformLines {
  private inError = false;

  read(line: string): TerraformEvent | undefined {
    const text = withoutColours(line).trimEnd();
    return this.readStep(text) ?? this.readFailure(text) ?? readFetch(text) ?? readRun(text);
  }

  private readStep(text: string): TerraformEvent | undefined {
    const [, name, key = "", deposed = "", said = ""] = STEP.exec(text) ?? [];
    if (name === undefined) {
      return undefined;
    }
    const address = `${name}${key}${deposed}`;
    const started = STARTED[/^([A-Z][a-z]+)\.\.\./.exec(said)?.[1] ?? ""];
    if (started !== undefined) {
      return { kind: "started", address, action: started };
    }
    const [, verb, ...still] = STILL.exec(said) ?? [];
    if (verb !== undefined) {
      const action = STARTED[`${verb.charAt(0).toUpperCase()}${verb.slice(1)}`];
      return action && { kind: "still", address, action, elapsed: seconds(still) };
    }
    const [, noun = "", ...took] = COMPLETE.exec(said) ?? [];
    const action = DONE[noun];
    return action && { kind: "done", address, action, took: seconds(took) };
  }

  /** Terraform has no line for a step that fails: the error at the end names the resource. */
  private readFailure(text: string): TerraformEvent | undefined {
    if (/(?:^|[ │|])(?:Error|Warning): /.test(text)) {
      this.inError = /(?:^|[ │|])Error: /.test(text);
      return undefined;
    }
    const [, name, key = ""] = WITH.exec(text) ?? [];
    return this.inError && name !== undefined ? { kind: "failed", address: `${name}${key}` } : undefined;
  }
}

/** A provider, which is most of what there is to fetch: the one of AWS has hundreds of megabytes. */
function readFetch(text: string): TerraformEvent | undefined {
  const [, verb, name, version] = FETCH.exec(text) ?? [];
  if (verb === undefined) {
    return undefined;
  }
  const address = `provider ${name} ${version}`;
  return verb.endsWith("ing")
    ? { kind: "started", address, action: "fetch" }
    : { kind: "done", address, action: "fetch", took: undefined };
}

const RUN: readonly (readonly [RegExp, TerraformEvent])[] = [
  [/^Interrupt received\.$/, { kind: "stopping" }],
  [/^Initializing the backend\.\.\.$/, { kind: "phase", phase: "initializing" }],
  [/^(?:Terraform|OpenTofu) has been successfully initialized!$/, { kind: "phase", phase: "planning" }],
  [/^(?:Plan: \d+ to |No changes\.|Error: )/, { kind: "phase", phase: undefined }],
];

function readRun(text: string): TerraformEvent | undefined {
  const said = text.replace(/^(?:[\w.-]+ {2,}| *)(?:[│|] )?/, "");
  return RUN.find(([pattern]) => pattern.test(said))?.[1];
}

function seconds([hours = "0", minutes = "0", rest = "0"]: readonly (string | undefined)[]): number {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}
