import { createWriteStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { Transform, type TransformCallback } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createInflateRaw } from "node:zlib";

const END = { signature: 0x06054b50, bytes: 22, mostComment: 0xffff };
const ENTRY = { signature: 0x02014b50, bytes: 46 };
const LOCAL = { bytes: 30 };
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Writes one file of a zip archive to a path. Knows what release archives are made of: no encryption, no zip64.
 *
 * @throws where the archive has no such file, or the file's length or checksum is not what the archive says
 */
export async function unzipEntry(zip: string, name: string, to: string): Promise<void> {
  const file = await open(zip, "r");
  try {
    const entry = await findEntry(file, name);
    const local = await read(file, entry.offset, LOCAL.bytes);
    const start = entry.offset + LOCAL.bytes + local.readUInt16LE(26) + local.readUInt16LE(28);
    const source = file.createReadStream({ start, end: start + entry.compressed - 1, autoClose: false });
    const check = new Checked();
    const inflate = entry.method === DEFLATED ? [createInflateRaw()] : [];
    await pipeline([source, ...inflate, check, createWriteStream(to)]);
    if (check.size !== entry.size || check.crc !== entry.crc) {
      throw new Error(`${name} is damaged in the archive`);
    }
  } finally {
    await file.close();
  }
}

async function findEntry(file: FileHandle, name: string): Promise<Entry> {
  const { size } = await file.stat();
  const tailStart = Math.max(0, size - END.bytes - END.mostComment);
  const tail = await read(file, tailStart, size - tailStart);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || tail.length - end < END.bytes || tail.readUInt32LE(end) !== END.signature) {
    throw new Error("it is no zip archive");
  }
  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  for (let at = 0; at + ENTRY.bytes <= directory.length; ) {
    const [nameBytes, extra, comment] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
    const next = at + ENTRY.bytes + (nameBytes ?? 0);
    if (directory.toString("utf8", at + ENTRY.bytes, next) === name) {
      return entryOf(directory.subarray(at), name);
    }
    at = next + (extra ?? 0) + (comment ?? 0);
  }
  throw new Error(`the archive has no ${name}`);
}

function entryOf(header: Buffer, name: string): Entry {
  const encrypted = (header.readUInt16LE(8) & 1) === 1;
  const method = header.readUInt16LE(10);
  if (header.readUInt32LE(0) !== ENTRY.signature || encrypted || ![STORED, DEFLATED].includes(method)) {
    throw new Error(`${name} is packed in a way that is not known here`);
  }
  const [crc = 0, compressed = 0, size = 0, offset = 0] = [16, 20, 24, 42].map((at) =>
    header.readUInt32LE(at),
  );
  return { method, crc, compressed, size, offset };
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(length), position });
  if (bytesRead < length) {
    throw new Error("the archive ends too early");
  }
  return buffer;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) {
    value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return value;
});

/** Hands on what it gets, and knows its length and CRC-32. Node has a `crc32` from 20.15 on; this runs from 20.9 on. */
export class Checked extends Transform {
  size = 0;
  #crc = 0xffffffff;

  get crc(): number {
    return ~this.#crc >>> 0;
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.size += chunk.length;
    let crc = this.#crc;
    for (const byte of chunk) {
      crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
    }
    this.#crc = crc;
    done(null, chunk);
  }
}
