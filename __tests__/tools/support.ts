import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Server as TlsServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { onPath } from "../../tools/places";
import { type TerraformRelease, terraformPlatform } from "../../tools/terraform-release";
import { Checked } from "../../tools/unzip";

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tools-"));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A program that is a shell script. */
export function script(folder: string, name: string, ...lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${lines.join("\n")}\n`, { mode: 0o755 });
  return file;
}

/** What `version -json` of Terraform, and of OpenTofu, prints. */
export function saysVersion(version: string): string {
  return `echo '{"terraform_version": "${version}", "platform": "linux_amd64", "provider_selections": {}}'`;
}

/** A folder for PATH with these programs of this machine and no others. */
export function pathWith(...names: readonly string[]): string {
  const folder = temporaryFolder();
  for (const name of names) {
    const program = name === "node" ? process.execPath : onPath(name, process.env);
    if (program !== undefined) symlinkSync(program, join(folder, name));
  }
  return folder;
}

export interface ZipOptions {
  readonly stored?: boolean;
  readonly crc?: number;
}

/** A zip archive, as the format's specification has it. */
export function zip(
  files: Readonly<Record<string, string | Buffer>>,
  { stored, crc }: ZipOptions = {},
): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const [name, content] of Object.entries(files)) {
    const whole = Buffer.from(content);
    const packed = stored ? whole : deflateRawSync(whole);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt32LE(crc ?? crcOf(whole), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(whole.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const offset = Buffer.alloc(14);
    offset.writeUInt32LE(Buffer.concat(locals).length, 10);
    locals.push(Buffer.from("PK\u0003\u0004"), common, Buffer.from(name), packed);
    directory.push(Buffer.from("PK\u0001\u0002\u0014\0"), common, offset, Buffer.from(name));
  }
  const [files_, entries] = [Buffer.concat(locals), Buffer.concat(directory)];
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 4);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(files_.length, 12);
  return Buffer.concat([files_, entries, Buffer.from("PK\u0005\u0006"), end]);
}

export function crcOf(content: Buffer): number {
  const checked = new Checked();
  checked.write(content);
  return checked.crc;
}

export function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

/** A release whose archive for this machine is this one. */
export function releaseOf(archive: Buffer, version = "1.11.4"): TerraformRelease {
  return { version, sha256: { [terraformPlatform()]: sha256(archive) } };
}

export interface Listening {
  readonly url: string;
  readonly port: number;
  readonly server: Server | TlsServer;
  /** each request so far: method and URL */
  readonly requests: string[];
}

/** A server on loopback for the tests of a file. */
export async function listen(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  server: Server | TlsServer = createServer(),
): Promise<Listening> {
  const requests: string[] = [];
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  open.push(server);
  return { url: `http://127.0.0.1:${port}`, port, server, requests };
}

const open: (Server | TlsServer)[] = [];
afterAll(async () => {
  await Promise.all(
    open.map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
});

/** A URL where nothing listens. */
export async function closedPort(): Promise<string> {
  const { url, server } = await listen(() => {});
  await new Promise((resolve) => server.close(resolve));
  return url;
}
