import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BadInput } from "../config/bad-input";
import { loadEnvironments } from "../config/load";
import { shown } from "../tools/places";
import { EXIT } from "./exit-codes";
import { readArguments } from "./handover/arguments";
import { sha256 } from "./handover/checksums";
import { readConfiguration } from "./handover/configuration";
import { handoverFiles } from "./handover/files";
import { unknownTypes } from "./handover/iam/actions";
import { Place } from "./handover/place";
import { PROJECT } from "./installation";
import { explain } from "./plan/ended";
import { commitOfCheckout } from "./plan/record";
import { Stack } from "./plan/stack";

/**
 * `handover NAME`: writes all of an environment into a folder, and into a tar beside it, for a team that has Terraform
 * and no Node.
 */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const { name, out } = readArguments(args);
    assertKnown(name);
    const place = new Place(out ?? join(PROJECT, "handover", name));
    place.assertOurs();
    const json = await synthesized(name);
    const commit = commitOfCheckout();
    const entries = handoverFiles(name, json, commit);
    place.write(entries);
    tell(place, json, commit);
    return EXIT.done;
  } catch (error) {
    return explain("handover", error);
  }
}

/** @throws BadInput where there is no such environment, or its file cannot be used */
function assertKnown(name: string): void {
  const { environments } = loadEnvironments(join(PROJECT, "environments"), { only: [name] });
  if (!environments.some(({ environment }) => environment === name)) {
    throw new BadInput([`handover: NAME must be that of an environment, found "${name}"`]);
  }
}

async function synthesized(name: string): Promise<string> {
  // No command of Terraform is run.
  const stack = new Stack(name, "", process.env);
  await stack.synthesize();
  return readFileSync(join(stack.folder, "cdk.tf.json"), "utf8");
}

function tell(place: Place, json: string, commit: string | undefined): void {
  const { blocks, backend } = readConfiguration(json);
  console.log(`${shown(place.folder)}/ and ${shown(place.archive)}`);
  console.log(`sha256 of the tar: ${sha256(readFileSync(place.archive))}`);
  const warnings = [
    ...(commit?.endsWith("-dirty")
      ? [`made of files that differ from commit ${commit.replace("-dirty", "")}`]
      : []),
    ...(backend.kind === "local"
      ? [
          "the environment's state is a file of this checkout: hand it over apart, it holds secrets; better use state: {type: s3, ...}",
        ]
      : []),
    ...unknownTypes(blocks).map(
      (type) => `what ${type} needs is in no policy: tell the team, or add it to cli/handover/iam`,
    ),
  ];
  for (const warning of warnings) {
    console.warn(`warning: ${warning}`);
  }
}
