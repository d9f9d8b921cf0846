import type { Construct } from "constructs";
import type { GuardReport } from "../modules/guards/check";
import { Guard } from "../modules/guards/guard";
import { AddressableStack } from "./addressable-stack";

/**
 * A stack that `modules/guards` judges as it is written, with all that others add to it. In an app like any other a
 * validation refuses it; who writes all stacks at one go judges each as it is resolved, once, and refuses at the end.
 */
export abstract class GuardedStack extends AddressableStack {
  private readonly guard: Guard;
  private report: GuardReport = { violations: [], notes: [] };
  private whenWritten = false;

  /** @param tags what everything in it has */
  constructor(scope: Construct, id: string, tags: Readonly<Record<string, string>>) {
    super(scope, id);
    this.guard = new Guard(this, { tags });
    this.node.addValidation({ validate: () => this.validate() });
  }

  /** Leaves it to the caller to look at `guardReport` once the stack is written. */
  judgeWhenWritten(): void {
    this.whenWritten = true;
  }

  /** What the guards said last. */
  get guardReport(): GuardReport {
    return this.report;
  }

  override toTerraform(): ReturnType<AddressableStack["toTerraform"]> {
    const json = super.toTerraform();
    if (this.whenWritten) this.report = this.guard.report(json);
    return json;
  }

  private validate(): string[] {
    if (this.whenWritten) return [];
    this.report = this.guard.report(super.toTerraform());
    return [...this.report.violations];
  }
}
