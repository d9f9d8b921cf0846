import { stringify } from "yaml";
import { commonSuffix } from "../../config/fill";
import { GATEHOUSE } from "../installation";
import { usualParameter } from "../secret/parameter-name";
import type { Draft, Targets } from "./draft";
import { labelOf, shown } from "./seen";

/** The text of the environment file, and what of it is to be filled in before a deploy, a line each. */
export function compose(draft: Draft, schema: string | undefined): { text: string; missing: string[] } {
  const lines = [
    ...(schema === undefined ? [] : [`# yaml-language-server: $schema=${schema}`]),
    `# Written by ${GATEHOUSE} init. Every other key is in docs/environment.md of Gatehouse.`,
    "",
    ...general(draft),
    ...domain(draft),
    ...certificates(draft),
    ...state(draft),
    ...network(draft),
    ...secret(draft),
    ...backend(draft),
    ...edge(draft),
  ];
  const missing = [
    ...(draft.account === undefined
      ? ["accountId: which account is not known; without it any is taken"]
      : []),
    ...(draft.dns.kind === "missing" ? [`dns: ${draft.dns.why}`] : []),
    ...(draft.network.kind === "missing" ? [`network: ${draft.network.why}`] : []),
    ...(draft.backend.targets.kind === "missing" ? [`targets: ${draft.backend.targets.why}`] : []),
  ];
  return { text: `${lines.join("\n")}\n`, missing };
}

function general({ project, environment, region, account }: Draft): string[] {
  return [
    `project: ${flow(project)} # names of AWS resources begin with it: settle it before the first deploy`,
    `environment: ${flow(environment)} # the stack's name, and this file's`,
    `region: ${flow(region)}`,
    account === undefined
      ? '# accountId: "123456789012" # fill in yours, in quotes: any other is then refused'
      : `accountId: ${flow(account)} # any other account is refused`,
  ];
}

function domain({ domain: name, aliases, dns }: Draft): string[] {
  const more = aliases.length > 0 ? "" : "; others: aliases: [www.example.com]";
  const head = `domain: ${flow(aliases.length > 0 ? { name, aliases } : { name })} # what viewers type${more}`;
  if (dns.kind === "zone") {
    const { id, name: zone } = dns.zone;
    const by = { ...(zone === undefined ? {} : { zone }), ...(dns.byId ? { zoneId: id } : {}) };
    return [head, `dns: ${flow({ type: "existing", ...by })} # the hosted zone that takes the records`];
  }
  const zone = commonSuffix([name, ...aliases]) || name;
  return [
    head,
    `# The DNS zone: ${dns.why}.`,
    "# If there is none, switch on one of these two; each takes two applies, the second without stage: request.",
    `# dns: ${flow({ type: "create", zone, stage: "request" })} # made here; set its name servers at the registrar`,
    `# dns: ${flow({ type: "external", stage: "request" })} # at another provider; make the records there that it prints`,
  ];
}

function certificates({ certificates: { viewer, regional } }: Draft): string[] {
  const line = (key: string, found: typeof viewer) =>
    found === undefined ? [] : [`#   ${key}: ${found.arn}`];
  const lines = [...line("viewer", viewer), ...line("regional", regional)];
  const imported = [viewer, regional].some((found) => found?.imported === true);
  const note = imported ? "; AWS does not renew imported ones" : "";
  return lines.length === 0
    ? []
    : [`# certificates: # issued already for these names; default: new ones${note}`, ...lines];
}

function state({ project }: Draft): string[] {
  return [
    "state: { type: local } # a file in this checkout, for one person; a team shares a bucket:",
    "# state:",
    "#   type: s3",
    `#   bucket: ${project}-terraform-state # versioned, private, made before`,
  ];
}

function network({ network: chosen, backend: { targets } }: Draft): string[] {
  switch (chosen.kind) {
    case "default":
      return [];
    case "existing": {
      const { vpc, subnets } = chosen;
      const name = vpc.name ? `${shown(vpc.name)}: ` : "";
      const why = targets.kind === "external" ? "the VPC of the load balancer" : "the VPC of the targets";
      return existing(vpc.id, subnets, `${name}${why}`);
    }
    case "missing": {
      const vpcId = chosen.vpcId ?? "vpc-0123456789abcdef0";
      const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
      const made =
        chosen.vpcId === undefined ? ["# network: { type: create, cidr: 10.0.0.0/16 } # made here"] : [];
      return [
        `# The VPC: ${chosen.why}.`,
        ...made,
        ...existing(vpcId, subnets, "fill in and switch on").map((line) => `# ${line}`),
      ];
    }
  }
}

function existing(vpcId: string, subnets: readonly string[], comment: string): string[] {
  return [
    `network: # ${comment}`,
    "  type: existing",
    `  vpcId: ${flow(vpcId)}`,
    `  publicSubnetIds: ${flow(subnets)} # each in another zone`,
  ];
}

/** In SSM, where every later run finds it: there is nothing to keep. */
function secret({ edge, project, environment }: Draft): string[] {
  const ssm = usualParameter({ project, environment });
  const comment = "without this line it is the variable TF_VAR_origin_secret";
  return edge ? [`loadBalancer: ${flow({ originSecret: { ssm } })} # ${comment}`] : [];
}

function backend({ backend: { paths, port, healthPath, targets }, site }: Draft): string[] {
  const rest = site ? "everything else is the site's" : "without a site, every path";
  return [
    "backends:",
    "  api:",
    `    paths: ${flow(paths)} # ${rest}`,
    `    port: ${port}`,
    `    healthCheck: ${flow({ path: healthPath })} # answers 200 without a session, whatever the Host header`,
    ...targetLines(targets).map((line) => `    ${line}`),
  ];
}

function targetLines(targets: Targets): string[] {
  switch (targets.kind) {
    case "instances": {
      const instances = targets.instances.map(({ id, securityGroupId }) => ({
        id,
        ...(securityGroupId === undefined ? {} : { securityGroupId }),
      }));
      const names = targets.instances.map(labelOf).join(", ");
      return [`targets: ${flow({ type: "instances", instances })} # ${names}`];
    }
    case "tags": {
      const { tags, securityGroupId } = targets;
      const keys = { type: "tags", tags };
      const written = securityGroupId === undefined ? keys : { ...keys, securityGroupId };
      return [`targets: ${flow(written)} # every instance with these tags`];
    }
    case "external":
      return [
        "targets: { type: external } # something else registers: an Auto Scaling group, a deploy script",
      ];
    case "missing":
      return [
        `# Targets: ${targets.why}. external makes the group alone, for something else to register in.`,
        "# For instances, in its place: targets: { type: tags, tags: { Name: shop-backend } }",
        "targets: { type: external }",
      ];
  }
}

function edge({ site, edge: enabled }: Draft): string[] {
  return [
    ...(site ? ["site: { spa: true } # a private bucket; deep links answer with index.html"] : []),
    ...(enabled ? [] : ["edge: { enabled: false } # no CloudFront: the names point at the load balancer"]),
  ];
}

type Value = string | readonly Value[] | { readonly [key: string]: Value };

/** A value in flow style, in the form of the other environment files. */
function flow(value: Value): string {
  if (typeof value === "string") {
    // In a list, as text outside one may hold commas and brackets.
    const style = /[*?]/.test(value) ? { defaultStringType: "QUOTE_DOUBLE" as const } : {};
    const options = { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 } as const;
    return stringify([value], { ...options, ...style })
      .trim()
      .slice(1, -1);
  }
  return isList(value)
    ? `[${value.map(flow).join(", ")}]`
    : `{ ${Object.entries(value)
        .map(([key, inner]) => `${flow(key)}: ${flow(inner)}`)
        .join(", ")} }`;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
