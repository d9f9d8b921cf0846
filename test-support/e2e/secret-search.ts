import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";

const DEFLATED = 8;
const LOCAL = Buffer.from("PK\u0003\u0004");
const ENTRY = Buffer.from("PK\u0001\u0002");
const END = Buffer.from("PK\u0005\u0006");

/**
 * The files of some folders, and of all below, that hold a secret: as it is, in base64, or packed into a zip archive,
 * which is what a saved plan is.
 */
export function filesWith(secret: string, folders: readonly string[]): string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return files.filter((file) => holds(readFileSync(file), secret)).sort();
}

/** Whether a text or a file holds a secret in one of these forms. */
export function holds(content: Buffer, secret: string): boolean {
  const all = [content, ...packedIn(content)];
  return formsOf(secret).some((form) => all.some((each) => each.includes(form)));
}

/** In base64 the same bytes read in three ways, by what comes before them. */
function formsOf(secret: string): string[] {
  const shifted = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString("base64");
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + secret.length) * 8) / 6));
  });
  return [secret, ...shifted];
}

function packedIn(archive: Buffer): Buffer[] {
  const end = archive.lastIndexOf(END);
  if (!archive.subarray(0, LOCAL.length).equals(LOCAL) || end < 0) {
    return [];
  }
  const packed: Buffer[] = [];
  let at = archive.readUInt32LE(end + 16);
  while (archive.subarray(at, at + ENTRY.length).equals(ENTRY)) {
    packed.push(unpacked(archive, at));
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field));
    at += 46 + name + extra + comment;
  }
  return packed;
}

function unpacked(archive: Buffer, entry: number): Buffer {
  const local = archive.readUInt32LE(entry + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const data = archive.subarray(start, start + archive.readUInt32LE(entry + 20));
  return archive.readUInt16LE(entry + 10) === DEFLATED ? inflateRawSync(data) : data;
}
