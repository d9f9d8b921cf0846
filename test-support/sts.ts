import { createServer, type Server } from "node:http";

/** What a stand-in for STS answers. */
export interface StsAnswer {
  readonly status?: number;
  readonly body?: string;
  /** how many seconds its clock is behind ours @default 0 */
  readonly behind?: number;
  /** never answers @default false */
  readonly silent?: boolean;
}

export const ACCOUNT = "111122223333";

/** What STS says to a caller that it knows. */
export function identity(arn: string, account: string = ACCOUNT): StsAnswer {
  const result = `<Arn>${arn}</Arn><UserId>AIDAEXAMPLE</UserId><Account>${account}</Account>`;
  return {
    body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${result}</GetCallerIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  };
}

/** What STS says to a caller that it refuses. */
export function refusal(code: string, message: string, status = 403): StsAnswer {
  return {
    status,
    body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
  };
}

/** A stand-in for STS on loopback, which counts what it is asked. */
export class StubSts {
  asked = 0;
  private answer: StsAnswer = {};
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const { status = 200, body = "", behind = 0, silent = false } = this.answer;
      this.asked += 1;
      request.resume();
      if (silent) return;
      const date = new Date(Date.now() - behind * 1000).toUTCString();
      response.writeHead(status, { "content-type": "text/xml", date });
      response.end(body);
    });
  }

  start(): Promise<void> {
    return new Promise((resolve) => {
      this.server.listen(0, "127.0.0.1", resolve);
    });
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  answers(answer: StsAnswer): void {
    this.answer = answer;
    this.asked = 0;
  }

  get url(): string {
    const address = this.server.address();
    return typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
  }
}
