import { z } from "zod";
import { hostOf } from "../stack/description";
import { BACKEND } from "../stack/environment-file";
import { newBuild, type Subject } from "./checks";
import type { Verifying } from "./outside";

const outputs = z.object({
  distribution_domain_name: z.object({ value: z.string() }),
  site_bucket: z.object({ value: z.string() }),
  origin_secret_header: z.object({ value: z.string() }),
  instance_address: z.object({ value: z.string() }),
  target_group_arns: z.object({ value: z.record(z.string(), z.string()) }),
});

/** What the checks ask, by what the stack says of itself. */
export interface Deployed {
  readonly subject: Subject;
  readonly instanceAddress: string;
  readonly targetGroupArn: string;
}

export async function deployedBy({ terraform, record, folder }: Verifying): Promise<Deployed> {
  const said = outputs.parse(JSON.parse(await terraform.read(["output", "-json", "-no-color"])));
  const host = hostOf(record.description);
  return {
    subject: {
      host,
      origin: `origin.${host}`,
      distribution: said.distribution_domain_name.value,
      bucket: said.site_bucket.value,
      region: record.description.region,
      secret: { name: said.origin_secret_header.value, value: folder.secret },
      build: newBuild(),
    },
    instanceAddress: said.instance_address.value,
    targetGroupArn: said.target_group_arns.value[BACKEND] ?? "",
  };
}
