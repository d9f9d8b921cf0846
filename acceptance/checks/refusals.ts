import { type Answer, ask, beginningOf, type Question, type Reach } from "./ask";
import { echoOf } from "./echo";
import { judge, orFail, type Verdict } from "./verdict";

/** A load balancer that this machine can connect to, past CloudFront. */
export interface Origin {
  /** the name that its certificate has besides the viewers' */
  readonly origin: string;
  /** the viewers' name */
  readonly host: string;
  readonly path: string;
  /** what CloudFront shows to it */
  readonly header: { readonly name: string; readonly value: string };
}

/** Who comes past CloudFront without its secret is refused, and would not be with it. */
export function withoutSecret({ origin, host, path, header }: Origin, reach: Reach): Promise<Verdict> {
  return orFail(async () => {
    const as = (headers: Readonly<Record<string, string>>): Question => ({
      host: origin,
      path,
      headers: { host, ...headers },
      family: 4,
    });
    const [without, wrong, right] = await Promise.all([
      ask(as({}), reach),
      ask(as({ [header.name]: "0".repeat(header.value.length) }), reach),
      ask(as({ [header.name]: header.value }), reach),
    ]);
    return judge(`without ${without.status}, with a wrong one ${wrong.status}, with it ${right.status}`, [
      without.status !== 403 && "without the secret the answer is not 403",
      wrong.status !== 403 && "with a wrong secret the answer is not 403",
      // Otherwise whatever refuses everyone would pass.
      echoOf(right) === undefined && "with the secret the backend does not answer: the rest proves nothing",
    ]);
  });
}

/** A name that is not the environment's is refused by the load balancer even with the secret. */
export function otherHostAtOrigin({ origin, path, header }: Origin, reach: Reach): Promise<Verdict> {
  return orFail(async () => {
    const headers = { host: "other.example.org", [header.name]: header.value };
    const answer = await ask({ host: origin, path, headers, family: 4 }, reach);
    return judge(describe(answer), [answer.status !== 403 && "the answer is not 403"]);
  });
}

export interface Distribution {
  /** the distribution's own name, which its default certificate has */
  readonly distribution: string;
  readonly marker: string;
}

/** CloudFront serves the site under no name but its own. */
export function otherHostAtEdge({ distribution, marker }: Distribution, reach: Reach): Promise<Verdict> {
  return orFail(async () => {
    const headers = { host: "other.example.org" };
    const answer = await ask({ host: distribution, path: "/", headers }, reach);
    return judge(describe(answer), [
      ![403, 421].includes(answer.status) && "the answer is neither 403 nor 421",
      answer.body.includes(marker) && "the answer is the site's index",
    ]);
  });
}

export interface Bucket {
  readonly bucket: string;
  readonly region: string;
  /** an object that is there */
  readonly key: string;
}

/** The bucket gives nothing to anyone but the distribution. */
export function privateBucket({ bucket, region, key }: Bucket, reach: Reach): Promise<Verdict> {
  return orFail(async () => {
    const answer = await ask({ host: `${bucket}.s3.${region}.amazonaws.com`, path: `/${key}` }, reach);
    return judge(describe(answer), [answer.status !== 403 && "the answer is not 403"]);
  });
}

function describe(answer: Answer): string {
  return `${answer.status} ${beginningOf(answer)}`;
}
