import { connect } from "node:net";
import { codeOf } from "../../tools/failure";
import type { Reach } from "./ask";
import { judge, type Verdict } from "./verdict";

export interface Port {
  readonly host: string;
  readonly port: number;
}

/** What came of an attempt to connect. */
export type Attempt = "connected" | `not connected: ${string}`;

/** Tries to open a connection, and says nothing on it. */
export function attempt({ host, port }: Port, reach: Reach): Promise<Attempt> {
  const seconds = reach.seconds ?? 5;
  return new Promise((resolve) => {
    const socket = connect({ ...(reach.connect?.(host, port) ?? { host, port }), family: 4 });
    const end = (result: Attempt) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(seconds * 1000, () => end(`not connected: no answer within ${seconds} s`));
    socket.on("connect", () => end("connected"));
    socket.on("error", (error) => end(`not connected: ${codeOf(error) || error.message}`));
  });
}

/**
 * A port is closed where nobody gets in before it is opened to this machine, and this machine does after. Without
 * the second attempt a network that lets nothing out would look like a closed port.
 */
export function closed(before: Attempt, opened: Attempt): Verdict {
  const seen = `${before}; once opened to this machine: ${opened}`;
  if (before !== "connected" && opened !== "connected") {
    return { status: "SKIPPED", seen: `cannot tell, nothing gets out of here to that port (${seen})` };
  }
  return judge(seen, [before === "connected" && "it is open to everyone"]);
}
