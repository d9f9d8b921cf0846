import { randomBytes } from "node:crypto";
import * as api from "../checks/api";
import type { Reach } from "../checks/ask";
import { certificate } from "../checks/certificate";
import { bothFamilies, ipv4Alone, type Resolve } from "../checks/dns";
import { securityHeaders } from "../checks/headers";
import { otherHostAtEdge, otherHostAtOrigin, privateBucket, withoutSecret } from "../checks/refusals";
import * as site from "../checks/site";
import type { Verdict } from "../checks/verdict";

/** What stands, and by which names it is asked. */
export interface Subject {
  readonly host: string;
  readonly origin: string;
  readonly distribution: string;
  readonly bucket: string;
  readonly region: string;
  readonly secret: { readonly name: string; readonly value: string };
  readonly build: Build;
}

/** The site that was uploaded: two files that nobody else has. */
export interface Build {
  readonly marker: string;
  readonly index: string;
  readonly assetPath: string;
  readonly asset: string;
}

export interface Check {
  readonly id: string;
  /** what holds where it is OK */
  readonly claim: string;
  readonly look: (subject: Subject, reach: Reach, resolve: Resolve) => Promise<Verdict>;
}

const ECHO = { echo: "/api/echo", missing: "/api/missing" };
/** A new certificate of ACM's lasts about 13 months, or half as long: what was just issued has a month left. */
const DAYS = 30;
const HSTS_SECONDS = 31_536_000;

/** What anyone may ask, from anywhere. */
export const OUTSIDE: readonly Check[] = [
  {
    id: "index",
    claim: "the site's index is served",
    look: ({ host, build }, reach) => site.index({ host, ...build }, reach),
  },
  {
    id: "deep-link",
    claim: "a deep link is the index",
    look: ({ host, build }, reach) => site.deepLink({ host, ...build }, reach),
  },
  {
    id: "asset",
    claim: "an asset is served as it was uploaded",
    look: ({ host, build: { assetPath, asset } }, reach) =>
      site.asset({ host, path: assetPath, text: asset }, reach),
  },
  {
    id: "missing-asset",
    claim: "a missing asset is 404",
    look: ({ host, build }, reach) => site.missingAsset({ host, ...build }, reach),
  },
  {
    id: "https",
    claim: "HTTP is redirected to HTTPS",
    look: ({ host }, reach) => site.toHttps({ host }, reach),
  },
  {
    id: "headers",
    claim: "security headers stand on pages and on the API's answers",
    look: ({ host }, reach) =>
      securityHeaders({ host, paths: ["/", ECHO.echo, ECHO.missing], hstsSeconds: HSTS_SECONDS }, reach),
  },
  {
    id: "certificate",
    claim: "the certificate is trusted, that of the name, and lasts",
    look: ({ host }, reach) => certificate({ host, days: DAYS }, reach),
  },
  {
    id: "api",
    claim: "the backend answers, and sees the viewer's Host",
    look: ({ host }, reach) => api.api({ host, ...ECHO }, reach),
  },
  {
    id: "api-404",
    claim: "the API's own 404 stays one",
    look: ({ host }, reach) => api.apiNotFound({ host, ...ECHO }, reach),
  },
  {
    id: "methods",
    claim: "all seven methods arrive, with their bodies",
    look: ({ host }, reach) => api.methods({ host, ...ECHO }, reach),
  },
  {
    id: "carries",
    claim: "cookies, query and Authorization arrive",
    look: ({ host }, reach) => api.carries({ host, ...ECHO }, reach),
  },
  {
    id: "fresh",
    claim: "no answer of the API's is cached",
    look: ({ host }, reach) => api.fresh({ host, ...ECHO }, reach),
  },
  {
    id: "dns",
    claim: "the name has A and AAAA",
    look: ({ host }, _, resolve) => bothFamilies({ name: host }, resolve),
  },
  {
    id: "origin-dns",
    claim: "the origin's name has A alone",
    look: ({ origin }, _, resolve) => ipv4Alone({ name: origin }, resolve),
  },
  {
    id: "other-host",
    claim: "CloudFront refuses another Host",
    look: ({ distribution, build: { marker } }, reach) => otherHostAtEdge({ distribution, marker }, reach),
  },
  {
    id: "bucket",
    claim: "the bucket itself answers 403",
    look: ({ bucket, region }, reach) => privateBucket({ bucket, region, key: "index.html" }, reach),
  },
];

/** What only a machine can ask that the load balancer lets in. */
export const INSIDE: readonly Check[] = [
  {
    id: "origin-secret",
    claim: "the load balancer answers 403 without the secret header",
    look: ({ origin, host, secret }, reach) =>
      withoutSecret({ origin, host, path: ECHO.echo, header: secret }, reach),
  },
  {
    id: "origin-host",
    claim: "the load balancer answers another Host with 403",
    look: ({ origin, host, secret }, reach) =>
      otherHostAtOrigin({ origin, host, path: ECHO.echo, header: secret }, reach),
  },
];

/** Checks of other forms than a single look. */
export const SPECIAL = {
  plan: { id: "second-plan", claim: "the plan right after the deploy is empty" },
  targets: { id: "targets", claim: "the instance is healthy behind the load balancer" },
  originClosed: { id: "origin-closed", claim: "the load balancer's port is closed to all but CloudFront" },
  instanceClosed: { id: "instance-closed", claim: "the instance's port is closed to the world" },
  left: { id: "nothing-left", claim: "nothing is left after the teardown" },
} as const;

/** Every check of a run that comes to its end, in the order of its report. */
export const ALL: readonly Pick<Check, "id" | "claim">[] = [
  SPECIAL.plan,
  SPECIAL.targets,
  ...OUTSIDE,
  SPECIAL.originClosed,
  SPECIAL.instanceClosed,
  ...INSIDE,
  SPECIAL.left,
];

/** Whom to ask as a backend of ours. */
export function echoApi({ host }: Pick<Subject, "host">): api.Api {
  return { host, ...ECHO };
}

/** A single-page application of two files. */
export function newBuild(): Build {
  const [marker, text] = [randomBytes(12).toString("hex"), randomBytes(12).toString("hex")];
  const assetPath = `/assets/app-${text.slice(0, 8)}.js`;
  return {
    marker,
    assetPath,
    asset: `document.title = "${text}";\n`,
    index: `<!doctype html><title>Acceptance</title><p>${marker}</p><script src="${assetPath}"></script>\n`,
  };
}
