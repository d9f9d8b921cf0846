import { randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const LENGTH = 40;

/** A random text that the load balancer can compare. */
export function newSecret(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

/** The secret that CloudFront shows to the load balancer: made once, in a file that only its owner reads. */
export function originSecret(file: string): string {
  if (!existsSync(file)) {
    writeFileSync(file, newSecret(LENGTH), { mode: 0o600 });
  }
  return readFileSync(file, "utf8");
}
