import { randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const LENGTH = 40;

/** The secret that CloudFront shows to the load balancer: made once, in a file that only its owner reads. */
export function originSecret(file: string): string {
  if (!existsSync(file)) {
    const secret = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
    writeFileSync(file, secret, { mode: 0o600 });
  }
  return readFileSync(file, "utf8");
}
