import { readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { type Problem, show } from "./report";
import type { Parsed } from "./schema/root";

/** The text of each backend's user data, by backend. */
export type UserData = ReadonlyMap<string, string>;

/**
 * Bytes that a new instance is given at most, before they are encoded in base64.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html
 */
const MOST_BYTES = 16_384;

/** What is surely a secret: whoever can look at the instance, its launch template or the state reads it. */
const SECRETS: readonly (readonly [form: RegExp, what: string])[] = [
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, "an AWS access key"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "a private key"],
];

/** Reads the files that backends name as user data; paths are from the folder of the environment file. */
export function readUserData(
  { backends }: Pick<Parsed, "backends">,
  folder: string,
): { readonly userData: UserData; readonly problems: readonly Problem[] } {
  const userData = new Map<string, string>();
  const problems = Object.entries(backends).flatMap(([name, { targets }]) => {
    if (targets.type !== "autoScaling" || targets.userData === undefined) return [];
    const { text, wrong, fix } = readOne(folder, targets.userData);
    if (text !== undefined) userData.set(name, text);
    const path = ["backends", name, "targets", "userData"];
    return wrong === undefined ? [] : [{ path, wrong, found: show(targets.userData), fix: fix ?? "" }];
  });
  return { userData, problems };
}

interface Read {
  readonly text?: string;
  readonly wrong?: string;
  readonly fix?: string;
}

function readOne(folder: string, name: string): Read {
  const file = resolved(folder, name);
  if (file === undefined) {
    return { wrong: "is no file", fix: "write it beside the environment file, or remove the key" };
  }
  if (!file.startsWith(`${realpathSync(folder)}${sep}`)) {
    return { wrong: "leads out of the environment file's folder", fix: "copy the file into it" };
  }
  const bytes = readFileSync(file);
  if (bytes.length === 0) return { wrong: "is empty", fix: "fill it, or remove the key" };
  if (bytes.length > MOST_BYTES) {
    return {
      wrong: `has ${bytes.length} bytes, and EC2 takes ${MOST_BYTES}, before it encodes them in base64`,
      fix: "fetch the larger part from S3 in it, or bake it into the image",
    };
  }
  return textOf(bytes);
}

function resolved(folder: string, name: string): string | undefined {
  try {
    const file = realpathSync(join(folder, name));
    return statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

/** Line ends as Linux reads them, whatever the checkout made of them. */
function textOf(bytes: Buffer): Read {
  const text = bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n");
  if (!Buffer.from(bytes.toString("utf8")).equals(bytes) || text.includes("\0")) {
    return { wrong: "is not text in UTF-8", fix: "write a script or a cloud-config" };
  }
  const [, secret] = SECRETS.find(([form]) => form.test(text)) ?? [];
  return secret === undefined
    ? { text }
    : {
        wrong: `holds ${secret}, which anyone reads who can look at the instance or the state`,
        fix: "have the instance read it from SSM or Secrets Manager as it starts",
      };
}
