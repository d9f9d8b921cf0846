import { type Finding, skipped } from "../doctor/finding";
import { type Check, NotSeen, type PreflightFinding } from "./check";
import type { Look } from "./look";

const DENIED = /^(AccessDenied|Unauthorized|NotAuthorized)/;

/** The lines of a check. What could not be looked at is SKIPPED, with the reason: it is never taken for good. */
export async function runCheck(check: Check, look: Look): Promise<PreflightFinding[]> {
  const findings = await findingsOf(check, look);
  return findings.map((finding) => ({ id: check.id, ...finding }));
}

async function findingsOf(check: Check, look: Look): Promise<readonly Finding[]> {
  try {
    return await check.run(look);
  } catch (error) {
    const line = check.id.replaceAll("-", " ");
    if (error instanceof NotSeen) {
      return [skipped(line, error.message)];
    }
    const { name, message } = named(error);
    if (DENIED.test(name)) {
      return [
        skipped(line, `the credentials may not look (${name})`, `allow ${check.permissions.join(", ")}`),
      ];
    }
    if (isOfAws(error)) {
      return [skipped(line, `AWS does not answer: ${name}: ${message}`)];
    }
    throw error;
  }
}

/** An answer of AWS that is an error, or none at all: not a fault of ours. */
function isOfAws(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    ("$metadata" in error || "code" in error || named(error).name === "TimeoutError")
  );
}

function named(error: unknown): { readonly name: string; readonly message: string } {
  const at = (key: string) =>
    typeof error === "object" && error !== null ? String(Reflect.get(error, key) ?? "") : "";
  return { name: at("name"), message: at("message").split("\n")[0] ?? "" };
}
