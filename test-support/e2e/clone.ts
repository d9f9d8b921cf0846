import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { CHECKOUT } from "./environment-file";

/** What git does not keep, and environments that somebody has beside the example. */
const LEFT_OUT = [
  /^(\.git|\.gatehouse|node_modules|cdktf\.out|dist|coverage)$/,
  /\.(tfstate(\..*)?|tgz)$/,
  /^environments\/(?!example\.)/,
];

/** A folder with what `git clone` would bring of this checkout, what is not committed yet included. */
export function clone(): string {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-clone-"));
  cpSync(CHECKOUT, folder, {
    recursive: true,
    filter: (path) => {
      const name = relative(CHECKOUT, path).split(sep).join("/");
      return !LEFT_OUT.some((pattern) => pattern.test(name));
    },
  });
  return folder;
}
