/**
 * The proxy for a URL, by the variables that curl and most tools read: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`
 * and `NO_PROXY`, in lower case or upper.
 *
 * @throws where the proxy's own URL cannot be used
 */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv): URL | undefined {
  const variable = (name: string) => env[name.toLowerCase()] || env[name] || undefined;
  if (isExempt(url, variable("NO_PROXY") ?? "")) {
    return undefined;
  }
  const name = url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const value = variable(name) ?? variable("ALL_PROXY");
  return value === undefined ? undefined : parse(value);
}

function parse(value: string): URL {
  const text = value.includes("://") ? value : `http://${value}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (proxy === undefined || !["http:", "https:"].includes(proxy.protocol)) {
    throw new Error(
      `the proxy must be an http:// or https:// URL, got: ${proxy?.protocol ?? "something else"}`,
    );
  }
  return proxy;
}

function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const actualPort = port || (protocol === "https:" ? "443" : "80");
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      const [, host = "", wanted] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      const domain = host.replace(/^\*?\./, "").toLowerCase();
      return (
        entry === "*" ||
        ((wanted === undefined || wanted === actualPort) &&
          (hostname === domain || hostname.endsWith(`.${domain}`)))
      );
    });
}

/** The header by which a proxy knows its user; none where its URL names nobody. */
export function proxyAuthorization({ username, password }: URL): Record<string, string> {
  if (username === "") {
    return {};
  }
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "Proxy-Authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}
