import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { packageHelp } from "./help";

/** Compiles what the package holds into `dist`, with what the compiled code reads at run time. */
const ROOT = join(__dirname, "..");
const DIST = join(ROOT, "dist");

/** What compiled code may read beside itself. */
const ASSET = /\.(json|txt)$/;

function compile(): void {
  const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const { status } = spawnSync(process.execPath, [compiler, "--project", join(ROOT, "tsconfig.build.json")], {
    stdio: "inherit",
  });
  if (status !== 0) {
    process.exit(1);
  }
}

/** Each folder that has something compiled gets the assets of its sources. */
function copyAssets(): void {
  for (const folder of readdirSync(DIST)) {
    const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((each) => each.isFile() && ASSET.test(each.name))) {
      const from = join(entry.parentPath, entry.name);
      const to = join(DIST, relative(ROOT, from));
      mkdirSync(dirname(to), { recursive: true });
      copyFileSync(from, to);
    }
  }
}

rmSync(DIST, { recursive: true, force: true });
compile();
copyAssets();
writeFileSync(join(DIST, "help"), packageHelp(readFileSync(join(ROOT, "help"), "utf8")));
chmodSync(join(DIST, "package", "bin.js"), 0o755);
