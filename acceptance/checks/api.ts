import { ask, beginningOf, headerOf, type Reach } from "./ask";
import { echoOf } from "./echo";
import { judge, orFail, type Verdict } from "./verdict";

/** An API that says what has reached it. */
export interface Api {
  readonly host: string;
  /** the path that answers with what it was asked */
  readonly echo: string;
  /** a path of the API's that it answers with a 404 of its own */
  readonly missing: string;
}

const METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

/** The backend answers, and sees the name that the viewer typed. */
export function api({ host, echo: path }: Api, reach: Reach): Promise<Verdict> {
  return orFail(async () => {
    const answer = await ask({ host, path }, reach);
    const echo = echoOf(answer);
    return judge(`${answer.status}, Host: ${echo?.headers["host"] ?? "none"}`, [
      answer.status !== 200 && "the status is not 200",
      echo === undefined && "the answer is not the backend's",
      echo && echo.headers["host"] !== host && "the backend sees another Host",
      echo && echo.headers["x-forwarded-proto"] !== "https" && "the backend does not learn of HTTPS",
    ]);
  });
}

/** The API's own 404 reaches the viewer: nothing replaces it by the site's index. */
export function apiNotFound({ host, missing: path }: Api, reach: Reach): Promise<Verdict> {
  return orFail(async () => {
    const answer = await ask({ host, path }, reach);
    return judge(`${answer.status} ${beginningOf(answer)}`, [
      answer.status !== 404 && "the status is not 404",
      headerOf(answer, "x-echo-method") !== "GET" && "the answer is not the backend's",
    ]);
  });
}

/** All seven methods arrive, each as itself and with its body. */
export function methods({ host, echo: path }: Api, reach: Reach): Promise<Verdict> {
  return orFail(async () => {
    const arrived = await Promise.all(METHODS.map((method) => arrives(method, host, path, reach)));
    const lost = METHODS.filter((_, at) => arrived[at] !== true);
    return judge(`${METHODS.length - lost.length} of ${METHODS.length}`, [
      lost.length > 0 && `these do not arrive as they were sent: ${lost.join(", ")}`,
    ]);
  });
}

async function arrives(method: string, host: string, path: string, reach: Reach): Promise<boolean> {
  const body = ["PUT", "POST", "PATCH", "DELETE"].includes(method) ? `body of ${method}` : undefined;
  try {
    const answer = await ask({ host, path, method, ...(body !== undefined && { body }) }, reach);
    if (answer.status !== 200 || headerOf(answer, "x-echo-method") !== method) return false;
    return method === "HEAD" || echoOf(answer)?.body === (body ?? "");
  } catch {
    return false;
  }
}

/** Cookies, the query as it was typed, and Authorization arrive. */
export function carries({ host, echo: path }: Api, reach: Reach): Promise<Verdict> {
  return orFail(async () => {
    const query = "a=1&a=2&b=%20x&c";
    const cookie = "session=abc; theme=dark";
    const authorization = "Bearer not-a-secret";
    const answer = await ask(
      { host, path: `${path}?${query}`, headers: { cookie, authorization, "x-custom": "kept" } },
      reach,
    );
    const echo = echoOf(answer);
    const headers = echo?.headers ?? {};
    return judge(`${answer.status}, query ${echo?.query ?? "unknown"}`, [
      echo === undefined && "the answer is not the backend's",
      echo && echo.query !== query && "the query does not arrive as it was sent",
      headers["cookie"] !== cookie && "the cookies do not arrive",
      headers["authorization"] !== authorization && "Authorization does not arrive",
      headers["x-custom"] !== "kept" && "a header of the application's own does not arrive",
    ]);
  });
}

/** No answer of the API's is anybody else's: two requests, two answers. */
export function fresh({ host, echo: path }: Api, reach: Reach): Promise<Verdict> {
  return orFail(async () => {
    const [first, second] = [await ask({ host, path }, reach), await ask({ host, path }, reach)].map(echoOf);
    return judge(`answers ${first?.count ?? "none"} and ${second?.count ?? "none"}`, [
      (first === undefined || second === undefined) && "the answer is not the backend's",
      first !== undefined && first.count === second?.count && "the second is the first one again",
    ]);
  });
}

/** The address that the API's first proxy has seen, over IPv4: this machine's own, from outside. */
export async function ownAddress({ host, echo: path }: Api, reach: Reach): Promise<string | undefined> {
  const echo = echoOf(await ask({ host, path, family: 4 }, reach));
  const [first = ""] = (echo?.headers["x-forwarded-for"] ?? "").split(",");
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(first.trim()) ? first.trim() : undefined;
}
