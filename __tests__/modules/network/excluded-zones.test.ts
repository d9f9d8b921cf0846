import { CreatedVpc, type CreatedVpcProps } from "../../../modules/network/created-vpc";
import { DefaultVpc } from "../../../modules/network/default-vpc";
import { SubnetZones } from "../../../modules/network/excluded-zones";
import { blocksOf } from "../../../test-support/exposure/read";
import { type Synthesized, synthStack } from "../../../test-support/synth";

const EXCLUDED = ["use1-az3"];
const REFUSAL = {
  condition: '${!contains(["use1-az3"], self.availability_zone_id)}',
  error_message: expect.stringContaining(
    "lies in the zone use1-az3, in which CloudFront makes no VPC origin",
  ),
};

function created(props: Pick<CreatedVpcProps, "zones" | "excludedZoneIds">): Synthesized {
  return synthStack(
    (stack) =>
      new CreatedVpc(stack, "network", { name: "shop", cidr: "10.0.0.0/16", privateSubnets: true, ...props }),
  );
}

function postconditions(stack: Synthesized) {
  return Object.values(stack.resource["aws_subnet"] ?? {}).map((subnet) =>
    blocksOf(subnet, "lifecycle").flatMap((lifecycle) => blocksOf(lifecycle, "postcondition")),
  );
}

describe("zones that are excluded", () => {
  it("are left out of the default VPC's", () => {
    const { data } = synthStack((stack) => new DefaultVpc(stack, "network", { excludedZoneIds: EXCLUDED }));
    expect(data["aws_availability_zones"]?.["network_zones"]).toMatchObject({ exclude_zone_ids: EXCLUDED });
    expect(data["aws_subnets"]?.["network"]?.["filter"]).toContainEqual({
      name: "availability-zone",
      values: "${data.aws_availability_zones.network_zones.names}",
    });
  });

  it("are not counted, and hold no subnet that stands already", () => {
    const stack = created({ zones: 2, excludedZoneIds: EXCLUDED });
    expect(stack.data["aws_availability_zones"]?.["network_zones"]).toMatchObject({
      exclude_zone_ids: EXCLUDED,
    });
    expect(postconditions(stack)).toEqual([
      [REFUSAL],
      [expect.anything(), REFUSAL],
      [REFUSAL],
      [expect.anything(), REFUSAL],
    ]);
  });

  it("hold no subnet whose zone is named", () => {
    const stack = created({ zones: ["us-east-1a", "us-east-1b"], excludedZoneIds: EXCLUDED });
    expect(postconditions(stack)).toEqual([[REFUSAL], [REFUSAL], [REFUSAL], [REFUSAL]]);
  });

  it("hold none of the subnets that a plan reads", () => {
    const { data } = synthStack(
      (stack) =>
        new SubnetZones(stack, "private_subnets", {
          subnetIds: ["subnet-01234567", "subnet-89abcdef"],
          excludedZoneIds: ["use1-az3", "use1-az9"],
        }),
    );
    expect(data["aws_subnet"]?.["private_subnets"]).toEqual({
      for_each: '${toset(["subnet-01234567", "subnet-89abcdef"])}',
      id: "${each.value}",
      lifecycle: {
        postcondition: [
          {
            condition: '${!contains(["use1-az3", "use1-az9"], self.availability_zone_id)}',
            error_message: expect.stringContaining("use1-az3 or use1-az9"),
          },
        ],
      },
    });
  });

  it("are none by default: nothing is asked", () => {
    const plain = synthStack((stack) => new DefaultVpc(stack, "network"));
    expect(plain.json).toBe(
      synthStack((stack) => new DefaultVpc(stack, "network", { excludedZoneIds: [] })).json,
    );
    expect(plain.data["aws_availability_zones"]).toBeUndefined();
    expect(created({ zones: 2 }).json).toBe(created({ zones: 2, excludedZoneIds: [] }).json);
    expect(created({ zones: 2 }).json).not.toMatch(/exclude_zone_ids|availability_zone_id"/);
  });
});
