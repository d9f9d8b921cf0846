import { HttpBackend } from "cdktf";
import type { Construct } from "constructs";

export interface HttpLock {
  /** where the state is locked */
  readonly lockAddress: string;
  /**
   * the method that locks
   *
   * @default "POST", as GitLab has it
   */
  readonly lockMethod?: string;
  /**
   * where the lock is let go
   *
   * @default - where the state is locked
   */
  readonly unlockAddress?: string;
  /**
   * the method that lets go of the lock
   *
   * @default "DELETE", as GitLab has it
   */
  readonly unlockMethod?: string;
}

export interface HttpStateProps {
  /** where the state is read and written */
  readonly address: string;
  /**
   * the method that writes the state
   *
   * @default "POST"
   */
  readonly updateMethod?: string;
  /**
   * how the state is locked
   *
   * @default - not at all: two applies at once lose the state of one
   */
  readonly lock?: HttpLock;
  /**
   * the user
   *
   * @default - the variable TF_HTTP_USERNAME
   */
  readonly username?: string;
}

/**
 * State behind an HTTP server, such as GitLab's. The password is no property, since it would stand in the JSON: it
 * comes from `TF_HTTP_PASSWORD`.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/http
 * @example
 * const address = "https://gitlab.example.com/api/v4/projects/7/terraform/state/production";
 * new HttpState(stack, { address, lock: { lockAddress: `${address}/lock` } });
 */
export class HttpState extends HttpBackend {
  constructor(scope: Construct, { address, updateMethod = "POST", lock, username }: HttpStateProps) {
    refuse({ address, lockAddress: lock?.lockAddress, unlockAddress: lock?.unlockAddress });
    super(scope, { address, updateMethod, ...(lock === undefined ? {} : lockSettings(lock)), username });
  }
}

function lockSettings({
  lockAddress,
  lockMethod = "POST",
  unlockAddress = lockAddress,
  unlockMethod = "DELETE",
}: HttpLock): Required<HttpLock> {
  return { lockAddress, lockMethod, unlockAddress, unlockMethod };
}

/** A backend block takes no reference, and what stands in it is no secret. */
function refuse(addresses: Readonly<Record<string, string | undefined>>): void {
  const problems = Object.entries(addresses).flatMap(([name, address]) =>
    address === undefined || isPlain(address)
      ? []
      : [`\`${name}\` must be an address with https:// and without a password`],
  );
  if (problems.length > 0) {
    throw new Error(`HttpState:\n  ${problems.join("\n  ")}`);
  }
}

function isPlain(address: string): boolean {
  if (!URL.canParse(address)) {
    return false;
  }
  const { protocol, hostname, username, password } = new URL(address);
  const isPrivate =
    protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname));
  return isPrivate && username === "" && password === "";
}
