import Module, { createRequire } from "node:module";

/**
 * Loads CDKTF without `archiver`, which is a fifth of what it loads and which no synth calls: CDKTF zips an asset in
 * a process of its own. While CDKTF loads, something that loads the real one when it is called stands in its place
 * in `require.cache`; afterwards nothing does.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/modules.html#requirecache
 */
const fromCdktf = createRequire(require.resolve("cdktf"));
const archiver = fileOf("archiver");

if (archiver !== undefined && require.cache[archiver] === undefined) {
  const standIn = new Module(archiver);
  standIn.loaded = true;
  standIn.exports = (...args: readonly unknown[]): unknown => fromCdktf(archiver)(...args);
  require.cache[archiver] = standIn;
  try {
    fromCdktf("cdktf");
  } finally {
    delete require.cache[archiver];
  }
}

/** Another CDKTF may do without it. */
function fileOf(name: string): string | undefined {
  try {
    return fromCdktf.resolve(name);
  } catch {
    return undefined;
  }
}
