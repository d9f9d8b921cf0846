import type { Configuration } from "./configuration";
import { heldOf } from "./held";
import { unknownTypes } from "./iam/actions";
import { documentsOf } from "./iam/documents";
import { runbookFiles } from "./runbooks";
import { statePlace } from "./state-place";
import { suppliedTo } from "./supplied";

/** What a handover is of. */
export interface Subject {
  readonly name: string;
  /** the layers of its environment in the order of their deploy, none where it is the whole of one */
  readonly order: readonly string[];
  readonly configuration: Configuration;
  /** undefined where it is not known */
  readonly commit: string | undefined;
  readonly policies: readonly string[];
}

/** The README of a handover: for people who have Terraform, and neither Node nor the checkout. */
export function readme(subject: Subject): string {
  const sections = [head, contents, supplied, state, run, changes, permissions, held, leaving];
  return `${sections.map((section) => section(subject).join("\n")).join("\n\n")}\n`;
}

function head({
  name,
  order,
  commit,
  configuration: { requiredVersion, region, accountId },
}: Subject): string[] {
  const account = accountId === undefined ? "" : ` in account ${accountId}`;
  return [
    `# ${name}: handover`,
    "",
    `The ${order.length === 0 ? "whole environment" : "layer"} \`${name}\`, ${region}${account}, as plain Terraform (${requiredVersion}). Neither Node nor a`,
    `checkout is needed. ${commit === undefined ? "It was made outside a repository." : `It was made of commit \`${commit}\`.`}`,
    ...(order.length === 0 ? [] : ["", ...amongLayers(name, order)]),
  ];
}

function amongLayers(name: string, order: readonly string[]): string[] {
  const earlier = order.slice(0, order.indexOf(name));
  return [
    `It is one layer of an environment: ${order.map((each) => `\`${each}\``).join(", ")}. Each has a handover of its own.`,
    "They are applied in this order, and destroyed in the other one. It reads " +
      `${earlier.length === 0 ? "no other's state." : `states of ${earlier.map((each) => `\`${each}\``).join(", ")}.`}`,
  ];
}

function contents({ policies, configuration }: Subject): string[] {
  const runbooks = runbookFiles(configuration).map(({ path }) => `\`${path}\``);
  return [
    "| file | what |",
    "|---|---|",
    "| `cdk.tf.json` | the configuration |",
    "| `.terraform.lock.hcl` | the provider's hashes for Linux, macOS (both kinds of processor) and Windows |",
    `| ${policies.map((path) => `\`${path}\``).join(", ")} | IAM policies |`,
    "| `iam/actions.md` | which resource needs which action |",
    ...(runbooks.length === 0
      ? []
      : [`| ${runbooks.join(", ")} | what to do when an alarm goes off: its mail names the page |`]),
    "| `SHA256SUMS` | the files' checksums; whoever sent this tells you that file's own by another way |",
  ];
}

function supplied({ configuration }: Subject): string[] {
  return [
    "## What you supply",
    "",
    "| | what it is | who has it |",
    "|---|---|---|",
    ...suppliedTo(configuration).map(({ name, what, who }) => `| ${name} | ${what} | ${who} |`),
  ];
}

function state({ configuration }: Subject): string[] {
  const { where, keys } = statePlace(configuration);
  return [
    "## Where the state lies",
    "",
    where,
    "",
    "| setting | value |",
    "|---|---|",
    ...keys.map(([key, value]) => `| \`${key}\` | ${value} |`),
    "",
    "A state holds secrets in clear, so none is in this folder. Where the environment stands already and its state is not",
    "where the table says, get that first: without it Terraform would build everything a second time.",
  ];
}

function run({ name, configuration }: Subject): string[] {
  const init = ["terraform init -input=false -lockfile=readonly", ...statePlace(configuration).init];
  return [
    "## Check, plan, apply",
    "",
    "```sh",
    "sha256sum -c SHA256SUMS  # macOS: shasum -a 256 -c SHA256SUMS",
    init.join(" \\\n  "),
    "umask 077                # the plan holds secrets",
    `terraform plan -input=false -out=${name}.tfplan`,
    "```",
    "",
    "Read the plan: above all what is destroyed or replaced. Then:",
    "",
    "```sh",
    `terraform apply -input=false ${name}.tfplan`,
    `rm ${name}.tfplan`,
    "terraform plan -input=false -detailed-exitcode  # 0: nothing to do",
    "```",
    "",
    "`terraform output` tells the rest: URL, names, where a build of the site goes.",
  ];
}

function changes({ configuration }: Subject): string[] {
  const isLocal = configuration.backend.kind === "local";
  return [
    "## The next one, the last one, and the end",
    "",
    "- **A newer handover**: unpack it over this folder" +
      `${isLocal ? ", where the state stays" : " or beside it"}, then check, plan and apply as above.`,
    "- **Rollback**: keep each tar. Unpack the earlier one and do the same: it is a plan like any other. Read it before:",
    "  what only the newer one had is destroyed.",
    "- **Destroy**: ask for a handover made with `protect: false`, apply it, then `terraform destroy`. The first of the two",
    "  switches the protection off and changes nothing else.",
  ];
}

function permissions({ configuration, policies }: Subject): string[] {
  const unknown = unknownTypes(configuration.blocks);
  return [
    "## Permissions",
    "",
    "| policy | for |",
    "|---|---|",
    ...documentsOf(configuration).map(
      ({ name, forWhom }) =>
        `| ${filesOf(name, policies)
          .map((path) => `\`${path}\``)
          .join(", ")} | ${forWhom} |`,
    ),
    "",
    "Each allows what this very environment needs, on its own names where AWS knows them before. `*` stands where an ARN",
    "has an id that AWS has yet to give.",
    ...(unknown.length === 0
      ? []
      : [
          "",
          `**Add** what ${unknown.map((type) => `\`${type}\``).join(", ")} needs: no policy here knows it.`,
        ]),
  ];
}

function filesOf(name: string, policies: readonly string[]): readonly string[] {
  return policies.filter((path) => new RegExp(`^iam/${name}(-\\d+)?\\.json$`).test(path));
}

function held({ configuration }: Subject): string[] {
  const { byTerraform, byGatehouse } = heldOf(configuration);
  return [
    "## What Terraform holds, and what it does not",
    "",
    "It stands in the JSON, so Terraform holds it:",
    "",
    ...byTerraform.map((line) => `- ${line}`),
    "",
    "Nobody holds it any more, because only Gatehouse's own commands do:",
    "",
    ...byGatehouse.map((line) => `- ${line}`),
  ];
}

function leaving({ name }: Subject): string[] {
  return [
    "## To go on without Gatehouse",
    "",
    "This folder is all that there is. Put it under version control, without state and plan, and edit `cdk.tf.json`: the",
    "addresses are readable, and they are what the state knows. `terraform plan` after an edit that was meant to change",
    `nothing must say so. Whoever goes on making handovers of \`${name}\` would undo your edits with the next one.`,
  ];
}
