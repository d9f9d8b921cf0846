import { createHash } from "node:crypto";

/** `<user>:<salt>:<hash>`: a user name without a colon, 128 bits of salt, SHA-256. */
export const PASSWORD_FORM = "^[A-Za-z0-9._@-]{1,64}:[0-9a-f]{32}:[0-9a-f]{64}$";

/** What a browser sends of a user and a password, behind the word `Basic`. */
export function credentialsOf(user: string, password: string): string {
  return Buffer.from(`${user}:${password}`, "utf8").toString("base64");
}

/** The hash by which the viewer-request function knows these credentials. */
export function passwordHash(salt: string, credentials: string): string {
  return createHash("sha256").update(`${salt}:${credentials}`).digest("hex");
}
