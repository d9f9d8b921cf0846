import { Testing } from "cdktf";
import { readConfiguration } from "../../cli/handover/configuration";
import { unknownTypes } from "../../cli/handover/iam/actions";
import { documentsOf } from "../../cli/handover/iam/documents";
import type { Environment } from "../../config/environment";
import { LayerStack } from "../../stacks/layer-stack";
import { LayeredEnvironment } from "../../stacks/layered-environment";
import { addressesOf } from "../../test-support/addresses";
import { environment, type Keys } from "../../test-support/environments";
import { secretsInOutputs } from "../../test-support/secrets-in-outputs";
import { SHAPE_NAMES, shape, synthShape } from "../../test-support/shapes";
import { parse, type Synthesized } from "../../test-support/synth";

type Layers = Readonly<Record<string, Synthesized>>;

/** The layers of an environment, synthesized as an app does it: all are prepared before the first is written. */
function layersOf(of: Environment, extend: (layered: LayeredEnvironment) => void = () => {}): Layers {
  const app = Testing.app();
  const layered = new LayeredEnvironment(app, { ...of, layout: "layered" });
  extend(layered);
  const stacks = Object.entries(layered.layers).flatMap(([name, stack]) =>
    stack instanceof LayerStack ? [[name, stack] as const] : [],
  );
  for (const [, stack] of stacks) stack.prepareStack();
  return Object.fromEntries(stacks.map(([name, stack]) => [name, parse(Testing.synth(stack, true))]));
}

const keys = (more: Keys = {}) => environment({ layout: "layered", ...more });
const CREATED = { network: { type: "create", cidr: "10.0.0.0/16", zones: 2 } };
// No layer could read the state of another.
const SHAPES = SHAPE_NAMES.filter((name) => shape(name).state.type !== "pipeline");

const outputsOf = (layer: Synthesized | undefined) => Object.keys(layer?.output ?? {}).sort();

describe.each(SHAPES)("layered, %s", (name) => {
  const layers = Object.entries(layersOf(shape(name)));
  const moved = (address: string) => !/^(data|var|output)\./.test(address);

  it("has each address of the single stack, in one layer", () => {
    const all = layers.flatMap(([, layer]) => addressesOf(layer).filter(moved));
    expect(all.sort()).toEqual(addressesOf(synthShape(name)).filter(moved));
  });

  it("can be handed over with policies for each layer", () => {
    for (const [, { json }] of layers) {
      const configuration = readConfiguration(json);
      expect(unknownTypes(configuration.blocks)).toEqual([]);
      const statements = documentsOf(configuration).flatMap((document) => document.statements);
      expect(statements.filter(({ Resource, Action }) => Resource.length * Action.length === 0)).toEqual([]);
    }
  });

  it("has few outputs, described, none sensitive and none with a secret", () => {
    for (const [, layer] of layers) {
      expect(secretsInOutputs(layer)).toEqual([]);
      const outputs = Object.entries(layer.output);
      expect(outputs.length).toBeLessThanOrEqual(8);
      for (const [output, body] of outputs) {
        expect(output).toMatch(/^[a-z]+(_[a-z]+)*$/);
        expect(body).toEqual(
          expect.objectContaining({ description: expect.stringMatching(/^[A-Z].{15,}[^.]$/) }),
        );
        expect(body).not.toHaveProperty("sensitive");
      }
    }
  });

  it("reads outputs that are there, of layers before it", () => {
    const order = layers.map(([layer]) => layer);
    for (const [layer, { json }] of layers) {
      const read = [...json.matchAll(/data\.terraform_remote_state\.(\w+)_state\.outputs\.(\w+)/g)];
      for (const [, from = "", output = ""] of read) {
        expect(order.slice(0, order.indexOf(layer))).toContain(from);
        expect(outputsOf(Object.fromEntries(layers)[from])).toContain(output);
      }
    }
  });
});

describe("what crosses", () => {
  const layers = layersOf(keys(CREATED));

  it("is named, and as little as can be", () => {
    expect(
      Object.fromEntries(Object.entries(layers).map(([name, layer]) => [name, outputsOf(layer)])),
    ).toEqual({
      network: [
        "public_subnet_ids",
        "regional_certificate_arn",
        "viewer_certificate_arn",
        "vpc_id",
        "zone_id",
      ],
      backend: [
        "load_balancer_dns_name",
        "load_balancer_zone_id",
        "origin_secret_header",
        "target_group_arns",
      ],
      edge: ["distribution_domain_name", "distribution_id", "distribution_zone_id", "origin_secret_header"],
      dns: ["django", "url"],
    });
  });

  it("is the validated certificate, and the subnets as one list", () => {
    const { network, backend } = layers;
    expect(network?.output["regional_certificate_arn"]?.["value"]).toBe(
      "${aws_acm_certificate_validation.regional.certificate_arn}",
    );
    expect(network?.output["public_subnet_ids"]?.["value"]).toEqual([
      "${aws_subnet.network_public_a.id}",
      "${aws_subnet.network_public_b.id}",
    ]);
    expect(backend?.resource["aws_lb"]?.["public"]?.["subnets"]).toBe(
      "${data.terraform_remote_state.network_state.outputs.public_subnet_ids}",
    );
  });

  it("is nothing that the file holds already", () => {
    const ids = { vpcId: "vpc-0123456789abcdef0", publicSubnetIds: ["subnet-01234567", "subnet-89abcdef"] };
    const { network, backend } = layersOf(keys({ network: { type: "existing", ...ids } }));
    expect(outputsOf(network)).toEqual(["regional_certificate_arn", "viewer_certificate_arn", "zone_id"]);
    expect(backend?.resource["aws_lb"]?.["public"]?.["subnets"]).toEqual(ids.publicSubnetIds);
  });

  it("is no secret: backend and edge read it each for themselves", () => {
    const ssm = layersOf(keys({ loadBalancer: { originSecret: { ssm: "/shop/production/origin-secret" } } }));
    const readers = (all: Layers, has: (layer: Synthesized) => boolean) =>
      Object.entries(all).flatMap(([name, layer]) => (has(layer) ? [name] : []));
    expect(readers(layers, ({ variable }) => "origin_secret" in variable)).toEqual(["backend", "edge"]);
    expect(readers(ssm, ({ data }) => "aws_ssm_parameter" in data)).toEqual(["backend", "edge"]);
  });

  it("is the load balancer too, where CloudFront reaches it from within the VPC", () => {
    const { network, backend, edge } = layersOf(keys({ ...CREATED, loadBalancer: { exposure: "private" } }));
    expect(outputsOf(network)).toEqual([
      "private_subnet_ids",
      "regional_certificate_arn",
      "viewer_certificate_arn",
      "vpc_id",
      "zone_id",
    ]);
    expect(outputsOf(backend)).toEqual(["load_balancer_arn", "load_balancer_dns_name", "target_group_arns"]);
    const outputs = "data.terraform_remote_state.backend_state.outputs";
    expect(edge?.resource["aws_cloudfront_vpc_origin"]?.["private_origin"]).toMatchObject({
      vpc_origin_endpoint_config: [{ arn: `\${${outputs}.load_balancer_arn}` }],
    });
    expect(edge?.json).toContain(`"domain_name": "\${${outputs}.load_balancer_dns_name}"`);
  });

  it("lies where the state of the layer is", () => {
    const { backend } = layersOf(keys({ state: { type: "s3", bucket: "shop-state" } }));
    expect(backend?.data["terraform_remote_state"]?.["network_state"]).toMatchObject({
      backend: "s3",
      config: { bucket: "shop-state", key: "shop/production/terraform-network.tfstate", region: "eu-west-1" },
    });
  });
});

it("names the records at another DNS provider in the layers that know them", () => {
  const { network, dns } = layersOf(shape("external zone, ready"));
  const purposes = (layer: Synthesized | undefined) => [
    ...new Set(
      [...JSON.stringify(layer?.output["dns_records"]).matchAll(/"purpose":"(\w+)"/g)].map(
        ([, each]) => each,
      ),
    ),
  ];
  expect(purposes(network)).toEqual(["validation"]);
  expect(purposes(dns)).toEqual(["viewer", "origin"]);
});

describe("an extension of a layer", () => {
  const output = (value: (layered: LayeredEnvironment) => string | undefined) =>
    layersOf(keys(), (layered) => {
      layered.layers.dns?.addOverride("output.other", { value: value(layered) });
    });

  it.each(["var.origin_secret", "data.aws_ssm_parameter.origin_secret.value"])(
    "may not hand on %s",
    (secret) => {
      const app = Testing.app();
      const { backend, edge } = new LayeredEnvironment(app, keys()).layers;
      if (backend === undefined || edge === undefined) throw new Error("there must be all layers");
      expect(() => app.crossStackReference(backend, edge, secret)).toThrow(
        `production-backend: \`${secret}\` may be a secret and crosses to no other stack: read it there`,
      );
    },
  );

  it("leaves what the layers hold themselves", () => {
    expect(output(({ hosts }) => hosts.canonical)["dns"]?.output["other"]).toEqual({ value: "example.com" });
  });
});

it("tells of rules whose priority depends on another's, as a single stack does", () => {
  const layered = new LayeredEnvironment(Testing.app(), keys());
  expect(layered.warnings).toEqual([]);
});
