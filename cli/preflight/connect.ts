import { request as http } from "node:http";
import { request as https } from "node:https";
import { Socket } from "node:net";
import { networkInterfaces } from "node:os";

/** What a port answers to a TCP connection. */
export type Reached = "open" | "refused" | "silent";

export type Connect = (host: string, port: number) => Promise<Reached>;

const MILLISECONDS = 3000;

/** Opens a connection and closes it again; nothing is sent. */
export const connect: Connect = (host, port) =>
  new Promise((resolve) => {
    const socket = new Socket();
    const end = (reached: Reached) => {
      socket.destroy();
      resolve(reached);
    };
    socket.setTimeout(MILLISECONDS, () => end("silent"));
    socket.once("connect", () => end("open"));
    socket.once("error", (error) =>
      end("code" in error && error.code === "ECONNREFUSED" ? "refused" : "silent"),
    );
    socket.connect(port, host);
  });

/** Where a health check goes. */
export interface HealthQuestion {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly protocol: "http" | "https";
}

/** The status that a path answers with; undefined where no HTTP comes back. */
export type AskHealth = (question: HealthQuestion) => Promise<number | undefined>;

/** As a load balancer asks: the address as Host, and no certificate looked at. */
export const askHealth: AskHealth = ({ host, port, path, protocol }) =>
  new Promise((resolve) => {
    const options = { host, port, path, timeout: MILLISECONDS, agent: false };
    const asked =
      protocol === "https"
        ? https({ ...options, rejectUnauthorized: false })
        : http({ ...options, method: "GET" });
    asked.once("response", ({ statusCode }) => {
      asked.destroy();
      resolve(statusCode);
    });
    asked.once("timeout", () => asked.destroy());
    asked.once("error", () => resolve(undefined));
    asked.once("close", () => resolve(undefined));
    asked.end();
  });

/** The hardware addresses of this machine: they tell whether it is one of a VPC. */
export function ownHardwareAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((each = []) => each)
    .filter(({ internal }) => !internal)
    .map(({ mac }) => mac.toLowerCase());
}
