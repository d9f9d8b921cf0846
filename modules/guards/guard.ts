import { Annotations, TerraformResource, type TerraformStack } from "cdktf";
import { declaredIn } from "../declared";
import { check, type GuardReport } from "./check";

export { type AllowProps, allow, type GuardRule } from "../declared";
export type { GuardReport } from "./check";

export interface GuardProps {
  /**
   * the tags that everything has which takes some, by name and value
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Judges a stack by what is written of it, overrides included: {@link GuardReport}. It says nothing by itself;
 * {@link guard} attaches one to a stack.
 */
export class Guard {
  constructor(
    private readonly stack: TerraformStack,
    private readonly props: GuardProps = {},
  ) {}

  /** @param json what `toTerraform` of the stack gives */
  report(json: unknown): GuardReport {
    const { tags = {} } = this.props;
    return check(json, declaredIn(this.stack), { tags, takesTags: (path) => this.takesTags(path) });
  }

  /** Whether the construct at a path takes tags; undefined where no resource is there. */
  private takesTags(path: string | undefined): boolean | undefined {
    const own = this.stack.node.path;
    if (path === undefined || !path.startsWith(`${own}/`)) return undefined;
    const ids = path.slice(own.length + 1).split("/");
    let found: TerraformStack["node"] | undefined = this.stack.node;
    for (const id of ids.slice(0, -1)) found = found?.tryFindChild(id)?.node;
    const construct = found?.tryFindChild(ids.at(-1) ?? "");
    return construct !== undefined && TerraformResource.isTerraformResource(construct)
      ? "tagsInput" in construct
      : undefined;
  }
}

/**
 * Refuses to synthesize a stack that breaks a rule, as CDKTF's own validations do; what is allowed for a reason becomes
 * a warning of CDKTF's. Whatever is added later is judged too.
 *
 * @example
 * guard(stack, { tags: { Project: "shop" } });
 */
export function guard(stack: TerraformStack, props?: GuardProps): void {
  const judge = new Guard(stack, props);
  stack.node.addValidation({
    validate: () => {
      const { violations, notes } = judge.report(stack.toTerraform());
      for (const note of notes) Annotations.of(stack).addWarning(note);
      return [...violations];
    },
  });
}
