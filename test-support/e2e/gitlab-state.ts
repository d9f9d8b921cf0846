import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

const PREFIX = "/api/v4/projects/7/terraform/state/";

/**
 * GitLab's side of `state: {type: http}`, as its API documents it: a state is read by GET and written by POST, its lock
 * is taken by POST and let go by DELETE below it, and whoever finds it taken gets 423 and who has it. Everything asks
 * for a user and a token.
 *
 * @see https://docs.gitlab.com/user/infrastructure/iac/terraform_state/
 */
export class GitLabState {
  /** what was asked, and what was answered: `POST production/lock 423` */
  readonly requests: string[] = [];
  private readonly states = new Map<string, string>();
  private readonly locks = new Map<string, { readonly id: string; readonly info: string }>();
  private readonly server: Server;

  private constructor(
    readonly user: string,
    readonly token: string,
  ) {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  static async begin(user: string, token: string): Promise<GitLabState> {
    const server = new GitLabState(user, token);
    await new Promise<void>((resolve) => server.server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  end(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** What an environment file calls the state. */
  addressOf(name: string): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("the server does not listen");
    return `http://127.0.0.1:${address.port}${PREFIX}${name}`;
  }

  /** The text of a state; undefined where nothing was written. */
  textOf(name: string): string | undefined {
    return this.states.get(name);
  }

  isLocked(name: string): boolean {
    return this.locks.has(name);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textIn(request);
    const url = new URL(request.url ?? "", "http://localhost");
    const [, name = "", part] = new RegExp(`^${PREFIX}([\\w-]+)(/lock)?$`).exec(url.pathname) ?? [];
    const asked = `${request.method} ${name}${part ?? ""}`;
    const { status, text = "" } = this.isKnown(request)
      ? this.decide(asked.replace(name, ""), name, body, url.searchParams.get("ID"))
      : { status: 401 };
    this.requests.push(`${asked} ${status}`);
    response.writeHead(status, { "content-type": "application/json" }).end(text);
  }

  private isKnown({ headers }: IncomingMessage): boolean {
    const expected = Buffer.from(`${this.user}:${this.token}`).toString("base64");
    return headers.authorization === `Basic ${expected}`;
  }

  private decide(
    asked: string,
    name: string,
    body: string,
    by: string | null,
  ): { readonly status: number; readonly text?: string } {
    const lock = this.locks.get(name);
    switch (asked) {
      case "GET ": {
        const text = this.states.get(name);
        return text === undefined ? { status: 404 } : { status: 200, text };
      }
      case "POST ":
        if (lock?.id !== (by ?? undefined)) return { status: 409 };
        this.states.set(name, body);
        return { status: 200 };
      case "POST /lock":
        if (lock !== undefined) return { status: 423, text: lock.info };
        this.locks.set(name, { id: idIn(body), info: body });
        return { status: 200 };
      case "DELETE /lock":
        if (lock?.id !== idIn(body)) return { status: 409 };
        this.locks.delete(name);
        return { status: 200 };
      default:
        return { status: 405 };
    }
  }
}

function idIn(body: string): string {
  const { ID }: { readonly ID: string } = JSON.parse(body);
  return ID;
}

async function textIn(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}
