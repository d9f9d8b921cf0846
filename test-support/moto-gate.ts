import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCloudFront } from "../local/cloudfront/index";
import { createGate } from "../local/gate/gate";
import { startMoto } from "../local/moto";
import { end, type OwnProcess } from "../local/processes";

/** A gate in front of a moto of its own, as the tests of its rules use it. */
export interface MotoGate {
  readonly endpoint: string;
  readonly folder: string;
  stop(): Promise<void>;
}

export const SECRET = "0123456789abcdefghijklmnopqrstuvwxyzabcd";

export async function startMotoGate(): Promise<MotoGate> {
  const folder = mkdtempSync(join(tmpdir(), "gate-"));
  const moto = await startMoto(join(folder, "moto.log"), 60);
  const cloudFront = await listen(
    createCloudFront({ folder: join(folder, "cloudfront"), certificate: (arn) => certificates.summary(arn) }),
  );
  const { listener, certificates } = createGate({
    folder,
    moto: moto.url,
    cloudFront: urlOf(cloudFront),
    secrets: [SECRET],
  });
  const gate = await listen(listener);
  return { endpoint: urlOf(gate), folder, stop: () => stop(folder, moto, [gate, cloudFront]) };
}

async function stop(folder: string, moto: OwnProcess, servers: readonly Server[]): Promise<void> {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await end(moto);
  rmSync(folder, { recursive: true, force: true });
}

function listen(listener: RequestListener): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer(listener);
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

function urlOf(server: Server): string {
  const address = server.address();
  return typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
}
