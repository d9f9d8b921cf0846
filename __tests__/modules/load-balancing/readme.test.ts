import { join } from "node:path";
import { transformSync } from "@swc/core";
import { HttpsListener } from "../../../modules/load-balancing/https-listener";
import { InstanceTargets } from "../../../modules/load-balancing/instance-targets";
import { ListenerRules } from "../../../modules/load-balancing/listener-rules";
import { LoadBalancer } from "../../../modules/load-balancing/load-balancer";
import { planRules } from "../../../modules/load-balancing/rule-plan";
import { assignPriorities } from "../../../modules/load-balancing/rule-priorities";
import { TargetGroup } from "../../../modules/load-balancing/target-group";
import { codeBlocks } from "../../../test-support/readme";
import { type ModuleStack, synthStack } from "../../../test-support/synth";

const README = join(__dirname, "../../../modules/load-balancing/README.md");
const SCOPE = {
  HttpsListener,
  InstanceTargets,
  ListenerRules,
  LoadBalancer,
  TargetGroup,
  assignPriorities,
  planRules,
};

/** Runs a block of the README as it stands there, and returns what it calls `result`. */
function run(block: string, stack: ModuleStack | undefined, result: string): unknown {
  const source = `export function example() {\n${block}\nreturn ${result};\n}`;
  const { code } = transformSync(source, {
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  const names = [...Object.keys(SCOPE), "stack", "exports"];
  const module: { example?: () => unknown } = {};
  new Function(...names, code)(...Object.values(SCOPE), stack, module);
  return module.example?.();
}

describe("README", () => {
  const [smallest = "", placing = "", ...more] = codeBlocks(README, "typescript");

  it("has two examples", () => {
    expect(more).toEqual([]);
  });

  it("the smallest makes what the text says", () => {
    const { addresses } = synthStack((stack) => {
      run(smallest, stack, "undefined");
    });
    expect(addresses).toEqual([
      "aws_lb.public",
      "aws_lb_listener.public_https",
      "aws_lb_listener_rule.public_https_api_api_any",
      "aws_lb_target_group.api_public",
      "aws_lb_target_group_attachment.api_public_i-0123456789abcdef0",
    ]);
  });

  it("the priorities are those that it shows", () => {
    expect(run(placing, undefined, '[priorities["api /api/*"], collisions]')).toEqual([44_148, []]);
  });
});
