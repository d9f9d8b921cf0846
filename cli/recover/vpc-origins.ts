import {
  GetVpcOriginCommand,
  ListTagsForResourceCommand,
  ListVpcOriginsCommand,
  type VpcOriginEndpointConfig,
} from "@aws-sdk/client-cloudfront";
import type { Finder, Found } from "./family";
import { type Tags, tagEvidence, tagsOf } from "./ownership";
import type { Planned } from "./plan";

/** By name, which an account has once. */
export const findVpcOrigin: Finder = async (planned, aws) => {
  const client = aws.cloudFront(planned);
  const found: Found[] = [];
  let Marker: string | undefined;
  do {
    const { VpcOriginList: list } = await client.send(new ListVpcOriginsCommand({ Marker }));
    for (const { Id, Arn } of list?.Items?.filter(({ Name }) => isNamed(planned, Name)) ?? []) {
      const { VpcOrigin } = await client.send(new GetVpcOriginCommand({ Id }));
      const { Tags } = await client.send(new ListTagsForResourceCommand({ Resource: Arn }));
      found.push(...vpcOriginFound(planned, Id, VpcOrigin?.VpcOriginEndpointConfig, tagsOf(Tags?.Items)));
    }
    Marker = list?.NextMarker;
  } while (Marker);
  return found;
};

/** One that leads elsewhere is in the way: CloudFront changes none that a distribution uses. */
export function vpcOriginFound(
  planned: Planned,
  id: string | undefined,
  config: VpcOriginEndpointConfig | undefined,
  tags: Tags,
): Found[] {
  if (id === undefined || config === undefined || !isNamed(planned, config.Name)) {
    return [];
  }
  const tagged = tagEvidence(planned, tags);
  return tagged !== undefined && leadsThere(planned, config)
    ? [{ id, evidence: `name ${config.Name}, same load balancer; ${tagged}` }]
    : [{ id }];
}

function isNamed({ known }: Planned, name: string | undefined): boolean {
  return name !== undefined && known.block("vpc_origin_endpoint_config")?.text("name") === name;
}

/** A load balancer that is only known after the apply is none that something leads to already. */
function leadsThere({ known }: Planned, config: VpcOriginEndpointConfig): boolean {
  const { Name, Arn, HTTPPort, HTTPSPort, OriginProtocolPolicy, OriginSslProtocols: protocols } = config;
  return (
    known.block("vpc_origin_endpoint_config")?.text("arn") === Arn &&
    known.agreesWith({
      vpc_origin_endpoint_config: [
        {
          name: Name,
          arn: Arn,
          http_port: HTTPPort,
          https_port: HTTPSPort,
          origin_protocol_policy: OriginProtocolPolicy,
          origin_ssl_protocols: [{ items: protocols?.Items, quantity: protocols?.Quantity }],
        },
      ],
    })
  );
}
