import { type Code, code, literal, type Parameters } from "./literal";

/** What a floor reads of synthesized Terraform JSON. */
export interface Configuration {
  readonly data?: Blocks;
  readonly resource?: Blocks;
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
  readonly variable?: Readonly<Record<string, Block>>;
  readonly output?: Readonly<Record<string, Block>>;
  readonly check?: Readonly<Record<string, Block>>;
  readonly terraform?: {
    readonly backend?: Readonly<Record<string, Block>>;
    readonly required_version?: string;
  };
}

type Block = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** Where the class of a resource type is: `aws_lb` is `Lb` of `@cdktf/provider-aws/lib/lb`. */
export interface ClassOf {
  readonly name: string;
  readonly module: string;
}

/** Arguments that hold a person's own keys, which keep their spelling. */
const MAPS = new Set(["tags", "instance_tags"]);

const INDENT = "    ";

/**
 * A CDKTF program that makes the same raw resources as a synthesized configuration, as one would write it by hand
 * without modules: one class of the provider after the other in one flat stack, references as Terraform
 * expressions.
 *
 * @param classOf the class of a resource type; a data source's type begins with `data_`
 * @param parameters the texts that differ from environment to environment, the longer before those within them
 */
export function floorProgram(
  configuration: Configuration,
  classOf: (type: string) => ClassOf,
  parameters: Parameters,
): string {
  const types = [
    ...Object.keys(configuration.data ?? {}).map((type) => `data_${type}`),
    ...Object.keys(configuration.resource ?? {}),
  ];
  const context: Context = { classOf, parameters };
  const statements = [
    ...providers(configuration, context),
    ...terraform(configuration, context),
    ...checks(configuration, context),
    ...variables(configuration, context),
    ...elements("data_", configuration.data ?? {}, context),
    ...elements("", configuration.resource ?? {}, context),
    ...outputs(configuration, context),
  ];
  return [
    '"use strict";',
    'const { readFileSync } = require("node:fs");',
    'const { App, LocalBackend, TerraformIterator, TerraformOutput, TerraformStack, TerraformVariable, ref } = require("cdktf");',
    'const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");',
    ...types
      .map(classOf)
      .map(({ name, module }) => `const { ${name} } = require(${JSON.stringify(module)});`),
    "",
    "class Floor extends TerraformStack {",
    `  constructor(scope, { ${Object.keys(parameters).join(", ")}, priorities }) {`,
    "    super(scope, name);",
    ...statements.map((statement) => `${INDENT}${statement};`),
    "  }",
    "}",
    "",
    "const app = new App();",
    'for (const environment of JSON.parse(readFileSync(process.argv[2], "utf8"))) new Floor(app, environment);',
    "app.synth();",
    "",
  ].join("\n");
}

interface Context {
  readonly classOf: (type: string) => ClassOf;
  readonly parameters: Parameters;
}

function providers({ provider = {} }: Configuration, { parameters }: Context): string[] {
  return Object.values(provider).flatMap((blocks) =>
    blocks.map((block) => {
      const id = providerId(String(block["alias"] ?? "aws"));
      return `const ${id} = new AwsProvider(this, "${id}", ${props(block, parameters)})`;
    }),
  );
}

function providerId(alias: string): string {
  return alias.replace(/^aws\./, "");
}

function terraform(
  { terraform: { backend = {}, required_version } = {} }: Configuration,
  { parameters }: Context,
) {
  const { local, ...others } = backend;
  if (local === undefined || Object.keys(others).length > 0) {
    throw new Error(`the floor has a local backend only, got: ${Object.keys(backend).join(", ")}`);
  }
  return [
    `new LocalBackend(this, ${props(local, parameters)})`,
    `this.addOverride("terraform.required_version", ${literal(required_version, parameters)})`,
  ];
}

/** CDKTF has no class for it. */
function checks({ check = {} }: Configuration, { parameters }: Context): string[] {
  return Object.entries(check).map(
    ([name, block]) => `this.addOverride("check.${name}", ${literal(block, parameters)})`,
  );
}

function variables({ variable = {} }: Configuration, { parameters }: Context): string[] {
  return Object.entries(variable).map(
    ([id, block]) => `new TerraformVariable(this, ${JSON.stringify(id)}, ${props(block, parameters)})`,
  );
}

/** TerraformOutput takes a precondition and leaves it out of the JSON. */
function outputs({ output = {} }: Configuration, { parameters }: Context): string[] {
  return Object.entries(output).map(([id, { precondition, value, ...block }]) => {
    const made = `new TerraformOutput(this, "${id}", { value: ${literal(value, parameters)}, ...${props(block, parameters)} })`;
    const named = `const output_${id} = ${made}`;
    return precondition === undefined
      ? named
      : `${named}; output_${id}.addOverride("precondition", ${literal(precondition, parameters)})`;
  });
}

function elements(prefix: string, blocks: Blocks, context: Context): string[] {
  return Object.entries(blocks).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, block], index) => {
      const id = literal(`${prefix}${type}.${name}`, context.parameters);
      const made = `new ${context.classOf(prefix + type).name}(this, ${id}, ${element(type, block, index, context)})`;
      return `${made}.overrideLogicalId(${literal(name, context.parameters)})`;
    }),
  );
}

/** The props of a resource, its meta-arguments in CDKTF's terms. */
function element(type: string, block: Block, index: number, { parameters }: Context): string {
  const { "//": _, provider, depends_on, for_each, ...own } = block;
  return props(own, parameters, {
    ...(type === "aws_lb_listener_rule" ? { priority: code(`priorities[${index}]`) } : {}),
    ...(provider === undefined ? {} : { provider: code(providerId(String(provider))) }),
    ...(Array.isArray(depends_on) ? { dependsOn: depends_on.map((fqn) => ({ fqn })) } : {}),
    ...(for_each === undefined ? {} : { forEach: code(iterator(String(for_each))) }),
  });
}

/** CDKTF puts `toset` around the list itself. */
function iterator(forEach: string): string {
  const [, list] = /^\$\{toset\((.*)\)\}$/.exec(forEach) ?? [];
  if (list === undefined) {
    throw new Error(`the floor iterates over lists only, got: ${forEach}`);
  }
  return `TerraformIterator.fromList(ref(${JSON.stringify(list)}))`;
}

function props(
  block: Block,
  parameters: Parameters,
  more: Readonly<Record<string, Code | unknown>> = {},
): string {
  return literal({ ...inCamelCase(block), ...more }, parameters);
}

function inCamelCase(block: Block): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(block).map(([key, value]) => [
      camelCase(key),
      MAPS.has(key) ? value : valueInCamelCase(value),
    ]),
  );
}

function valueInCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(valueInCamelCase);
  }
  return typeof value === "object" && value !== null ? inCamelCase({ ...value }) : value;
}

function camelCase(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
