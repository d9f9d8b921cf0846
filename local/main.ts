/**
 * The process behind `local up`: the gate and our CloudFront, each on a loopback port.
 *
 *     main.ts FOLDER MOTO_URL [GATE_PORT]
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { join } from "node:path";
import { createCloudFront } from "./cloudfront/index";
import { GATE_FILE, SECRET_FILE } from "./folder";
import { createGate } from "./gate/gate";

async function main([folder, moto, port = "0"]: readonly string[]): Promise<void> {
  if (folder === undefined || moto === undefined) {
    throw new Error("usage: main.ts FOLDER MOTO_URL [GATE_PORT]");
  }
  // Each asks the other: the gate for distributions, CloudFront for certificates.
  const cloudFront = await listen(
    createCloudFront({
      folder: join(folder, "cloudfront"),
      certificate: (arn) => certificates.summary(arn),
    }),
    0,
  );
  const { listener, certificates } = createGate({
    folder,
    moto,
    cloudFront: urlOf(cloudFront),
    secrets: [readFileSync(join(folder, SECRET_FILE), "utf8")],
  });
  const gate = await listen(listener, Number(port));
  announce(join(folder, GATE_FILE), { endpoint: urlOf(gate), cloudFront: urlOf(cloudFront) });
  process.on("SIGTERM", () => process.exit(0));
}

function listen(listener: RequestListener, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ keepAliveTimeout: 60_000 }, listener);
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("the server has no port");
  }
  return `http://127.0.0.1:${address.port}`;
}

/** Renamed into place, so that nobody reads half of it. */
function announce(file: string, ports: Record<string, string>): void {
  writeFileSync(`${file}.new`, JSON.stringify(ports));
  renameSync(`${file}.new`, file);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
