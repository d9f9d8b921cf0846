import type { Block, Configuration } from "./configuration";

/** What protects an environment. */
export interface Held {
  /** by Terraform, as it stands in the JSON */
  readonly byTerraform: readonly string[];
  /** only while a checkout of Gatehouse makes the changes */
  readonly byGatehouse: readonly string[];
}

/** What is still held where there is only Terraform, and what is not. */
export function heldOf(configuration: Configuration): Held {
  return { byTerraform: byTerraform(configuration), byGatehouse: BY_GATEHOUSE };
}

function byTerraform({
  requiredVersion,
  providers,
  accountId,
  blocks,
  outputs,
  backend,
}: Configuration): string[] {
  const provider = [...providers].map(([source, version]) => `${source} ${version}`).join(", ");
  const protectedOnes = blocks.filter(
    ({ attributes }) => lifecycleOf(attributes)["prevent_destroy"] === true,
  );
  const conditions = [
    ...blocks.filter(hasCondition).map(({ address }) => address),
    ...[...outputs]
      .filter(([, output]) => output["precondition"] !== undefined)
      .map(([name]) => `output.${name}`),
  ];
  return [
    `Terraform ${requiredVersion}, and exactly ${provider}, checked by hash for Linux, macOS and Windows.`,
    accountId === undefined
      ? "**Not** the account: the environment names none, so look at your credentials twice."
      : `No account but ${accountId}.`,
    protectedOnes.length === 0
      ? "**Not** against destroy: this environment is unprotected (`protect: false`)."
      : "No plan that would destroy or replace one of these, as long as it stays in the JSON: " +
        `${protectedOnes.map(({ address }) => `\`${address}\``).join(", ")}.`,
    ...(conditions.length === 0
      ? []
      : [
          `Conditions that stop a plan, each with its own message: ${conditions.map((each) => `\`${each}\``).join(", ")}.`,
        ]),
    ...(backend.settings["use_lockfile"] === true ? ["One apply at a time, by the state's lock."] : []),
  ];
}

function hasCondition({ attributes }: Block): boolean {
  const { precondition, postcondition } = lifecycleOf(attributes);
  return precondition !== undefined || postcondition !== undefined;
}

function lifecycleOf(attributes: Block["attributes"]): Readonly<Record<string, unknown>> {
  const { lifecycle } = attributes;
  return typeof lifecycle === "object" && lifecycle !== null
    ? Object.fromEntries(Object.entries(lifecycle))
    : {};
}

const BY_GATEHOUSE: readonly string[] = [
  "The rules over the environment file: paths that cross, names that no certificate covers, exposure, timeouts, names " +
    "that two environments claim. They were checked as this was made; an edit of `cdk.tf.json` passes none of them.",
  "The priorities of listener rules, which stay where they are as others come and go: in an edited JSON they are yours.",
  "The refusal of a plan that would destroy or replace, the old one first, what serves: load balancer, listener, rule, " +
    "target group, distribution, record, zone, bucket; or that would leave a target group without targets. " +
    "`prevent_destroy` goes with the resource that is taken out of the JSON. Read every `destroyed` and `replaced`.",
  "That a saved plan is yours alone to read, is applied only to the configuration that it was made from, and is deleted " +
    "after: it holds the origin secret in clear. Hence the `umask` and the `rm` below.",
  "After an apply that was killed: what it made and did not write into the state is found by nobody. " +
    "Import it, or delete it, before the next apply.",
];
