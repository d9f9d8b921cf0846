/** What went wrong, in one line. */
export function messageOf(error: unknown): string {
  const code = codeOf(error);
  // Node leaves the message of a connection that failed at every address of a host empty.
  const message = textOf(error, "message").split("\n")[0] || code || String(error);
  return /CERT|SELF_SIGNED|UNABLE_TO/.test(code)
    ? `${message}; if a proxy reads the traffic, name its certificate in NODE_EXTRA_CA_CERTS`
    : message;
}

/** The code of an error of Node's; empty where it has none. */
export function codeOf(error: unknown): string {
  return textOf(error, "code");
}

function textOf(error: unknown, key: "code" | "message"): string {
  const value = typeof error === "object" && error !== null ? Reflect.get(error, key) : undefined;
  return typeof value === "string" ? value : "";
}
