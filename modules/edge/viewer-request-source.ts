import {
  PASSWORD_CALL,
  PASSWORD_FUNCTIONS,
  type PasswordOptions,
  passwordPreamble,
} from "./viewer-request-password";

/** What one viewer-request function does, baked into its code. */
export interface ViewerRequestOptions {
  /** where `redirectHosts` are sent */
  readonly canonicalHost: string | null;
  /** exact names, `*.example.com` for every name below, `*` for every other name */
  readonly redirectHosts: readonly string[];
  readonly pages: "spa" | "directories" | "untouched";
  /** with `spa`: last segments with one of these are files, lower case, without the dot */
  readonly assetExtensions: readonly string[];
  /** what asks for a password; without it, nothing does */
  readonly basicAuth?: PasswordOptions;
}

/** `html` is among them: a site's own pages (a verification file, a sign-in frame) are no deep links. */
export const DEFAULT_ASSET_EXTENSIONS: readonly string[] = [
  ...["js", "mjs", "css", "map", "json", "xml", "txt", "md", "csv", "html", "htm", "webmanifest", "wasm"],
  ...["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "bmp"],
  ...["woff", "woff2", "ttf", "otf", "eot"],
  ...["mp3", "mp4", "m4a", "ogg", "wav", "webm", "mov", "vtt"],
  ...["pdf", "zip", "gz", "br"],
];

/**
 * The handler. CloudFront's runtime is ES 5.1 with a few later features (`const`, `let`), so the code keeps to
 * those, and to no `${`, which Terraform would read as an interpolation.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
const HANDLER = String.raw`
function handler(event) {
  const request = event.request;
  if (isRedirected(hostOf(request))) {
    return redirect(request);
  }
  request.uri = pageOf(request.uri);
  return request;
}

function hostOf(request) {
  const header = request.headers.host;
  return header ? header.value.toLowerCase().replace(/:[0-9]+$/, "").replace(/\.$/, "") : "";
}

function isRedirected(host) {
  return host !== "" && host !== OPTIONS.canonicalHost && OPTIONS.redirectHosts.some(function (name) {
    return name === "*" || name === host || (name.charAt(0) === "*" && host.endsWith(name.slice(1)));
  });
}

// 308 keeps method and body; 301 is what GET and HEAD have always had. An hour, for a browser keeps either
// for good where nothing says how long.
function redirect(request) {
  const plain = request.method === "GET" || request.method === "HEAD";
  return {
    statusCode: plain ? 301 : 308,
    statusDescription: plain ? "Moved Permanently" : "Permanent Redirect",
    headers: {
      "location": { value: "https://" + OPTIONS.canonicalHost + request.uri + queryOf(request) },
      "cache-control": { value: "max-age=3600" }
    }
  };
}

// The query as it was sent. CloudFront's test events have none, only the parsed form, which has lost the
// order of interleaved names.
function queryOf(request) {
  const raw = typeof request.rawQueryString === "function" ? request.rawQueryString() : undefined;
  if (raw) {
    return "?" + raw;
  }
  const pairs = [];
  Object.keys(request.querystring || {}).forEach(function (name) {
    const parameter = request.querystring[name];
    (parameter.multiValue || [parameter]).forEach(function (one) {
      pairs.push(name + "=" + one.value);
    });
  });
  return pairs.length > 0 || raw === "" ? "?" + pairs.join("&") : "";
}

function pageOf(uri) {
  if (OPTIONS.pages === "directories") {
    return uri.endsWith("/") ? uri + "index.html" : uri;
  }
  if (OPTIONS.pages !== "spa" || uri.startsWith("/.well-known/")) {
    return uri;
  }
  const segment = uri.slice(uri.lastIndexOf("/") + 1);
  const extension = segment.slice(segment.lastIndexOf(".") + 1).toLowerCase();
  const isFile = segment.indexOf(".") >= 0 && OPTIONS.assetExtensions.indexOf(extension) >= 0;
  return isFile ? uri : "/index.html";
}
`;

/** The code of one function: its options, one a line so that a plan shows which changed, and the handler. */
export function viewerRequestCode(options: ViewerRequestOptions): string {
  const { canonicalHost, redirectHosts, pages, assetExtensions, basicAuth } = options;
  const lines = Object.entries({ canonicalHost, redirectHosts, pages, assetExtensions }).map(
    ([name, value]) => `  ${name}: ${JSON.stringify(value)}`,
  );
  const code = `const OPTIONS = {\n${lines.join(",\n")}\n};\n${HANDLER}`;
  return basicAuth === undefined ? code : withPassword(code, basicAuth);
}

/** Between the redirect, which shows nothing of the site, and everything that does. */
function withPassword(code: string, options: PasswordOptions): string {
  const place = "\n  request.uri = pageOf(";
  const asked = code.replace(place, () => PASSWORD_CALL + place);
  return passwordPreamble(options) + asked + PASSWORD_FUNCTIONS;
}
