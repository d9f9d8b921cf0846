import { checkServerIdentity, connect, type PeerCertificate } from "node:tls";
import type { Reach } from "./ask";
import { judge, orFail, type Verdict } from "./verdict";

export interface Certified {
  readonly host: string;
  /** how many days the certificate must hold at least */
  readonly days: number;
}

const DAY = 86_400_000;

/** The certificate is trusted, is that of the name, and lasts. */
export function certificate({ host, days }: Certified, reach: Reach): Promise<Verdict> {
  return orFail(async () => {
    const { shown, distrust, protocol } = await handshake(host, reach);
    const identity = checkServerIdentity(host, shown);
    const left = Math.floor((Date.parse(shown.valid_to) - Date.now()) / DAY);
    const names = (shown.subjectaltname ?? "").replaceAll("DNS:", "");
    return judge(`${names || "no names"}, ${left} days left, ${protocol}`, [
      distrust !== undefined && `it is not trusted: ${distrust}`,
      identity !== undefined && `it is not that of ${host}`,
      // NaN is no number of days either.
      !(left >= days) && `it lasts less than ${days} days`,
    ]);
  });
}

interface Handshake {
  readonly shown: PeerCertificate;
  readonly distrust: string | undefined;
  readonly protocol: string;
}

/** Looks at a certificate that is not trusted too: what is wrong with it is the answer. */
function handshake(host: string, reach: Reach): Promise<Handshake> {
  const to = reach.connect?.(host, 443) ?? { host, port: 443 };
  const seconds = reach.seconds ?? 15;
  return new Promise((resolve, reject) => {
    const socket = connect(
      { ...to, servername: host, rejectUnauthorized: false, ...(reach.ca && { ca: reach.ca }) },
      () => {
        const distrust = socket.authorized ? undefined : String(socket.authorizationError);
        resolve({
          shown: socket.getPeerCertificate(),
          distrust,
          protocol: socket.getProtocol() ?? "no protocol",
        });
        socket.destroy();
      },
    );
    socket.setTimeout(seconds * 1000, () => socket.destroy(new Error(`none within ${seconds} s`)));
    socket.on("error", reject);
  });
}
