import { BadInput } from "../../config/bad-input";
import { AWS_PROVIDER } from "../../tools/provider-hashes";
import type { Configuration } from "./configuration";

const AWS = "hashicorp/aws";

/**
 * The text of `.terraform.lock.hcl` for every platform that the provider is released for, as Terraform writes it: an
 * init with `-lockfile=readonly` has nothing to add.
 *
 * @throws BadInput where the environment needs a provider whose hashes are not known
 */
export function lockFile({ providers }: Configuration): string {
  const strange = [...providers].filter(
    ([source, version]) => source !== AWS || version !== AWS_PROVIDER.version,
  );
  if (strange.length > 0) {
    throw new BadInput(
      strange.map(
        ([source, version]) =>
          `handover: the hashes of the provider ${source} ${version} are not known, so no lock file can be written; ` +
          `known is ${AWS} ${AWS_PROVIDER.version}: leave the provider out, or add its hashes to ` +
          "tools/provider-hashes.ts",
      ),
    );
  }
  const { version, hashes } = AWS_PROVIDER;
  return [
    '# This file is maintained automatically by "terraform init".',
    "# Manual edits may be lost in future updates.",
    "",
    `provider "registry.terraform.io/${AWS}" {`,
    `  version     = "${version}"`,
    `  constraints = "${version}"`,
    "  hashes = [",
    ...hashes.map((hash) => `    "${hash}",`),
    "  ]",
    "}",
    "",
  ].join("\n");
}
