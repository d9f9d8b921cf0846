import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, rmSync, statSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream/promises";
import { codeOf } from "./failure";
import { get } from "./get";

const ATTEMPTS = 3;

export interface Download {
  readonly url: URL;
  /** the file that is written; nothing else may write there */
  readonly to: string;
  /** what the whole must hash to, in hexadecimal */
  readonly sha256: string;
  readonly env: NodeJS.ProcessEnv;
  /** called once, as soon as the server has said how much comes: bytes, undefined where it does not say */
  readonly onStart?: (size: number | undefined) => void;
  /** called as it comes: how much there is, and the size as `onStart` had it */
  readonly onProgress?: (bytes: number, size: number | undefined) => void;
  /** how long nothing may come, in seconds @default 30 */
  readonly idleSeconds?: number;
}

/**
 * Fetches a file and verifies it. A connection that breaks is taken up again where it broke, where the server
 * can; on any failure nothing is left.
 */
export async function download(options: Download): Promise<void> {
  try {
    await fetchWhole(options);
    const found = await sha256Of(options.to);
    if (found !== options.sha256) {
      throw new Error(`its SHA-256 is ${found}, not ${options.sha256}: somebody changed it on the way`);
    }
  } catch (error) {
    rmSync(options.to, { force: true });
    throw error;
  }
}

async function fetchWhole({
  onStart = () => {},
  onProgress = () => {},
  ...options
}: Download): Promise<void> {
  let tag: string | undefined;
  let size: number | undefined;
  for (let attempt = 1; ; attempt++) {
    const had = tag === undefined ? 0 : sizeOf(options.to);
    const response = await get(options.url, {
      env: options.env,
      idleSeconds: options.idleSeconds ?? 30,
      headers: had > 0 && tag !== undefined ? { Range: `bytes=${had}-`, "If-Range": tag } : {},
    });
    const resumed = response.statusCode === 206 && startOf(response) === had;
    if (response.statusCode !== 200 && !resumed) {
      response.destroy();
      throw new Error(`the server answered ${response.statusCode}`);
    }
    if (attempt === 1) {
      size = lengthOf(response);
      onStart(size);
    }
    tag = strongTagOf(response);
    let bytes = resumed ? had : 0;
    response.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      onProgress(bytes, size);
    });
    try {
      await pipeline(response, createWriteStream(options.to, { flags: resumed ? "a" : "w" }));
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !isBroken(error)) {
        throw isBroken(error) ? new Error(`the connection broke ${ATTEMPTS} times midway`) : error;
      }
    }
  }
}

/** The other end, or what lies between, went away; a full disk is nothing to try again. */
function isBroken(error: unknown): boolean {
  return ["ECONNRESET", "EPIPE", "ERR_STREAM_PREMATURE_CLOSE"].includes(codeOf(error));
}

function startOf({ headers }: IncomingMessage): number | undefined {
  const [, start] = /^bytes (\d+)-/.exec(headers["content-range"] ?? "") ?? [];
  return start === undefined ? undefined : Number(start);
}

function lengthOf({ headers }: IncomingMessage): number | undefined {
  const length = headers["content-length"];
  return length === undefined ? undefined : Number(length);
}

/** A weak tag does not promise the same bytes. */
function strongTagOf({ headers }: IncomingMessage): string | undefined {
  return headers.etag?.startsWith('"') === true ? headers.etag : undefined;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
