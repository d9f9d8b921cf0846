import { checksums } from "./checksums";
import { readConfiguration } from "./configuration";
import { policyFiles } from "./iam/documents";
import { lockFile } from "./lock-file";
import { readme } from "./readme";
import { runbookFiles } from "./runbooks";
import type { Entry } from "./tar";

/**
 * Everything that a handover holds: of the same configuration and commit always the same bytes.
 *
 * @param json the text of the environment's cdk.tf.json, which is handed over as it is
 * @param order the layers of its environment in the order of their deploy, where it is one of them
 * @throws BadInput
 */
export function handoverFiles(
  name: string,
  json: string,
  commit: string | undefined,
  order: readonly string[] = [],
): readonly Entry[] {
  const configuration = readConfiguration(json);
  const policies = policyFiles(configuration);
  const paths = policies.map(({ path }) => path).filter((path) => path.endsWith(".json"));
  const entries: readonly Entry[] = [
    {
      path: "README.md",
      content: Buffer.from(readme({ name, order, configuration, commit, policies: paths })),
    },
    { path: "cdk.tf.json", content: Buffer.from(json) },
    { path: ".terraform.lock.hcl", content: Buffer.from(lockFile(configuration)) },
    ...policies,
    ...runbookFiles(configuration),
  ];
  return [...entries, checksums(entries)];
}
