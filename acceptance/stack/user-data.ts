import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The port that the echo server listens on. */
export const ECHO_PORT = 8000;

const FILE = "/usr/local/lib/echo-server.py";

/** What the instance does at its first boot: writes the echo server down and runs it as nobody in particular. */
export function userData(): string {
  const server = readFileSync(join(__dirname, "echo-server.py"), "utf8");
  return [
    "#!/bin/bash",
    `cat > ${FILE} <<'END_OF_SERVER'`,
    `${server}END_OF_SERVER`,
    `systemd-run --unit=echo --property=DynamicUser=yes --property=Restart=always python3 ${FILE} ${ECHO_PORT}`,
    "",
  ].join("\n");
}
