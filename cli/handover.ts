import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BadInput } from "../config/bad-input";
import { stacksOf } from "../config/layout";
import { shown } from "../tools/places";
import { explain } from "./ended";
import { EXIT } from "./exit-codes";
import { readArguments } from "./handover/arguments";
import { sha256 } from "./handover/checksums";
import { readConfiguration } from "./handover/configuration";
import { handoverFiles } from "./handover/files";
import { unknownTypes } from "./handover/iam/actions";
import { Place } from "./handover/place";
import { PROJECT } from "./installation";
import { type NamedStack, stackNamed } from "./layout/stack-name";
import { commitOfCheckout } from "./plan/record";
import { Stack } from "./plan/stack";

/**
 * `handover NAME`: writes all of an environment, or of one layer of it, into a folder, and into a tar beside it, for a
 * team that has Terraform and no Node.
 */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const { name, out } = readArguments(args);
    const named = knownStack(name);
    const place = new Place(out ?? join(PROJECT, "handover", name));
    place.assertOurs();
    const json = await synthesized(named);
    const commit = commitOfCheckout();
    const entries = handoverFiles(name, json, commit, orderOf(named));
    place.write(entries);
    tell(place, json, commit);
    return EXIT.done;
  } catch (error) {
    return explain("handover", error);
  }
}

/** @throws BadInput where there is no such stack, its file cannot be used, or it would find no other's state */
function knownStack(name: string): NamedStack {
  const named = stackNamed("handover", name);
  const { layer, state, environment } = named;
  if (layer !== undefined && state.type === "local") {
    throw new BadInput([
      `handover: environments/${environment.environment}.yaml: state.type: the layers read each other's states, which ` +
        "are files of this checkout, found local; write state: {type: s3, ...}",
    ]);
  }
  return named;
}

/** The layers of the environment in the order of their deploy, where it has layers. */
function orderOf({ layer, environment }: NamedStack): readonly string[] {
  return layer === undefined ? [] : stacksOf(environment).map(({ stack }) => stack);
}

async function synthesized({ stack, environment }: NamedStack): Promise<string> {
  // No command of Terraform is run.
  const synthesized = new Stack(stack, "", process.env, environment.environment);
  await synthesized.synthesize();
  return readFileSync(join(synthesized.folder, "cdk.tf.json"), "utf8");
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
