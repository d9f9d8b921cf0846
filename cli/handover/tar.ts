/** A file of an archive. */
export interface Entry {
  /** its path in the archive, with `/` */
  readonly path: string;
  readonly content: Buffer;
}

const BLOCK = 512;

/** GNU tar warns of a time of 0; 1980 is where zip begins, and is long ago in every time zone. */
const MODIFIED = Date.UTC(1980, 0, 2) / 1000;

/**
 * The files as a tar (POSIX ustar), the same bytes for the same files wherever it is made: sorted, and without owner
 * and time of the machine.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06
 */
export function tar(entries: readonly Entry[]): Buffer {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  const parts = sorted.flatMap(({ path, content }) => [
    header(path, content.length),
    content,
    padding(content),
  ]);
  // Two empty blocks end an archive.
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function header(path: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(path) > 100) {
    throw new Error(`a path in a tar has at most 100 bytes, got: ${path}`);
  }
  const octal = (value: number, length: number) => value.toString(8).padStart(length - 1, "0");
  const fields: readonly (readonly [at: number, text: string])[] = [
    [0, path],
    [100, octal(0o644, 8)],
    [108, octal(0, 8)],
    [116, octal(0, 8)],
    [124, octal(size, 12)],
    [136, octal(MODIFIED, 12)],
    // The checksum counts itself as spaces.
    [148, " ".repeat(8)],
    [156, "0"],
    [257, "ustar\u000000"],
  ];
  for (const [at, text] of fields) {
    block.write(text, at, "latin1");
  }
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 7)}\0 `, 148, "latin1");
  return block;
}

function padding({ length }: Buffer): Buffer {
  return Buffer.alloc((BLOCK - (length % BLOCK)) % BLOCK);
}
