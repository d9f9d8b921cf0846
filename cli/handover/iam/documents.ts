import type { Configuration } from "../configuration";
import type { Entry } from "../tar";
import { actionsByType, unknownTypes } from "./actions";
import { policiesOf, policyText, type Statement, statementsFor } from "./policy";
import { releaseStatements } from "./release";
import { remoteStateStatements, stateStatements } from "./state";
import { UNSEEN } from "./unseen";

/** A policy for one kind of run. */
export interface Document {
  /** `plan`, `apply` ... */
  readonly name: string;
  readonly forWhom: string;
  readonly statements: readonly Statement[];
}

/** The policies that an environment needs. */
export function documentsOf(configuration: Configuration): readonly Document[] {
  const actions = [...actionsByType(configuration.blocks).values()];
  const state = stateStatements(configuration);
  const all: readonly Document[] = [
    {
      name: "plan",
      forWhom: "whoever plans, and whoever applies: it reads",
      statements: [
        ...statementsFor(
          actions.flatMap(({ read }) => read),
          configuration,
        ),
        ...remoteStateStatements(configuration),
      ],
    },
    {
      name: "apply",
      forWhom: "whoever applies or destroys, beside the one for plans",
      statements: statementsFor(
        actions.flatMap(({ write }) => write),
        configuration,
      ),
    },
    {
      name: "state-plan",
      forWhom: "whoever only plans: reads the state, takes its lock",
      statements: state?.plan ?? [],
    },
    { name: "state", forWhom: "whoever applies: reads and writes the state", statements: state?.apply ?? [] },
    {
      name: "release",
      forWhom: "whoever uploads a build of the site: nothing of Terraform",
      statements: releaseStatements(configuration),
    },
  ];
  return all.filter(({ statements }) => statements.length > 0);
}

/** The files of the policies; a policy that is too long for IAM is several. */
export function policyFiles(configuration: Configuration): readonly Entry[] {
  const files = documentsOf(configuration).flatMap(({ name, statements }) => {
    const policies = policiesOf(statements);
    return policies.map((each, index) => ({
      path: `iam/${policies.length === 1 ? name : `${name}-${index + 1}`}.json`,
      content: Buffer.from(policyText(each)),
    }));
  });
  return [...files, { path: "iam/actions.md", content: Buffer.from(actionsText(configuration)) }];
}

/** The allowed actions that a first deploy, the plan after it, a change of tags and a destroy do not ask for. */
function unseenOf(configuration: Configuration): readonly (readonly [action: string, why: string])[] {
  const documents = documentsOf(configuration);
  const actionsIn = (names: readonly string[]) =>
    new Set(
      documents
        .filter(({ name }) => names.includes(name))
        .flatMap(({ statements }) => statements.flatMap(({ Action }) => Action)),
    );
  const planned = actionsIn(["plan"]);
  const others = actionsIn(["apply", "state-plan", "state"]);
  return Object.entries(UNSEEN).filter(([action]) => others.has(action) && !planned.has(action));
}

/** Which resource needs which action, for a reader who has to approve them. */
function actionsText(configuration: Configuration): string {
  const byType = actionsByType(configuration.blocks);
  const rows = [...byType].map(
    ([type, { read, write }]) => `| \`${type}\` | ${listed(read)} | ${listed(write)} |`,
  );
  const unseen = unseenOf(configuration);
  const unknown = unknownTypes(configuration.blocks);
  return [
    "# What is allowed, and for which resource",
    "",
    "| resource | to plan: `plan` | to apply: `apply` |",
    "|---|---|---|",
    ...rows,
    "",
    ...(unknown.length === 0
      ? []
      : [
          `**Not known**, and so in no policy: what ${unknown.map((type) => `\`${type}\``).join(", ")} needs. Add it.`,
          "",
        ]),
    "A first deploy, the plan after it, a change of tags and a destroy need all of the above but these:",
    "",
    "| action | what needs it |",
    "|---|---|",
    ...unseen.map(([action, why]) => `| \`${action}\` | ${why} |`),
    "",
  ].join("\n");
}

function listed(actions: readonly string[]): string {
  return actions.length === 0
    ? "-"
    : [...actions]
        .sort()
        .map((action) => `\`${action}\``)
        .join("<br>");
}
