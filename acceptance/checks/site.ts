import { type Answer, ask, beginningOf, headerOf, type Reach } from "./ask";
import { judge, orFail, type Verdict } from "./verdict";

/** The site's build, as far as checks know it. */
export interface Site {
  readonly host: string;
  /** a text that stands in `index.html` and nowhere else */
  readonly marker: string;
}

/** `/` is the site's index. */
export function index({ host, marker }: Site, reach: Reach): Promise<Verdict> {
  return orFail(async () => judgeIndex(await ask({ host, path: "/" }, reach), marker));
}

/** A path of the application's own routes is the site's index too, whatever dot its last segment has. */
export function deepLink({ host, marker }: Site, reach: Reach): Promise<Verdict> {
  return orFail(async () => judgeIndex(await ask({ host, path: "/users/jane.doe?tab=2" }, reach), marker));
}

function judgeIndex(answer: Answer, marker: string): Verdict {
  const type = headerOf(answer, "content-type");
  return judge(`${answer.status} ${type || "without a type"}`, [
    answer.status !== 200 && "the status is not 200",
    !answer.body.includes(marker) && "the body is not the index that was uploaded",
    !type.startsWith("text/html") && "the type is not text/html",
  ]);
}

export interface Asset {
  readonly host: string;
  readonly path: string;
  readonly text: string;
}

/** An asset comes as it was uploaded, with leave to keep it. */
export function asset({ host, path, text }: Asset, reach: Reach): Promise<Verdict> {
  return orFail(async () => {
    const answer = await ask({ host, path }, reach);
    const cache = headerOf(answer, "cache-control");
    return judge(`${answer.status}, Cache-Control: ${cache || "none"}`, [
      answer.status !== 200 && "the status is not 200",
      answer.body !== text && "the body is not the file that was uploaded",
      !/\bimmutable\b/.test(cache) && "the Cache-Control of the upload is gone",
    ]);
  });
}

/** A missing asset is 404, not the index: a browser must not run HTML as a script. */
export function missingAsset({ host, marker }: Site, reach: Reach): Promise<Verdict> {
  return orFail(async () => {
    const answer = await ask({ host, path: "/assets/nowhere-0000.js" }, reach);
    return judge(`${answer.status} ${beginningOf(answer)}`, [
      answer.status !== 404 && "the status is not 404",
      answer.body.includes(marker) && "the body is the index",
    ]);
  });
}

/** Plain HTTP is sent to the same address by HTTPS. */
export function toHttps({ host }: Pick<Site, "host">, reach: Reach): Promise<Verdict> {
  return orFail(async () => {
    const path = "/users/jane.doe?a=1&a=%20";
    const answer = await ask({ scheme: "http", host, path }, reach);
    const location = headerOf(answer, "location");
    return judge(`${answer.status} ${location || "without a Location"}`, [
      ![301, 308].includes(answer.status) && "the status is not a permanent redirect",
      location !== `https://${host}${path}` && "the Location is not the same address by HTTPS",
    ]);
  });
}
