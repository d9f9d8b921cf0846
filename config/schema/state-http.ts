import { z } from "zod";
import { say, text, word } from "./text";

const example = "https://gitlab.example.com/api/v4/projects/7/terraform/state/production";

/** What `http://` may reach: nothing that leaves the machine. */
const loopback = ["localhost", "127.0.0.1", "[::1]"];

function address(what: string, suchAs = example) {
  return z
    .string(say(`must be ${what}`, `write one such as ${suchAs}`))
    .superRefine((value, context) => {
      const fault = faultOf(value);
      if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
    })
    .meta({ examples: [suchAs] });
}

function faultOf(value: string): string | undefined {
  if (!URL.canParse(value) || /\s/.test(value) || !/^https?:\/\//.test(value)) {
    return say("must be an address that begins with https://", `write one such as ${example}`);
  }
  const url = new URL(value);
  if (/[$%]\{/.test(value)) {
    return say("must hold no ${ and no %{, which Terraform reads as a reference", "write it out");
  }
  if (url.username !== "" || url.password !== "") {
    return say("must hold no user and no password", "export TF_HTTP_USERNAME and TF_HTTP_PASSWORD instead");
  }
  if (url.protocol === "http:" && !loopback.includes(url.hostname)) {
    return say("must begin with https://, since the state holds secrets", "write https://");
  }
  return url.hash === "" ? undefined : say("must hold no #", "leave out what begins with #");
}

const refused = (name: string) =>
  z
    .never(say("is refused: it would stand in JSON that everyone reads", `remove it, and export ${name}`))
    .optional()
    .meta({ description: `Refused: it comes from ${name}.` });

/** The keys of `type: http`; the methods that are left out are GitLab's. */
export const http = {
  address: address("the address of the state").describe(
    "Where the state is read and written. In GitLab: https://<host>/api/v4/projects/<id>/terraform/state/<name>.",
  ),
  updateMethod: word(["POST", "PUT", "PATCH"]).default("POST").describe("The method that writes the state."),
  lock: z
    .boolean(say("must be true or false", "write true or false, unquoted"))
    .default(true)
    .describe("Whether a writer locks the state first; without that, two applies at once spoil it."),
  lockAddress: address("the address of the lock", `${example}/lock`)
    .optional()
    .describe("The lock's address. Default: <address>/lock."),
  lockMethod: word(["POST", "PUT", "LOCK"]).optional().describe("The method that locks. Default: POST."),
  unlockAddress: address("the address that unlocks", `${example}/lock`)
    .optional()
    .describe("Where the lock is let go. Default: the lock's address."),
  unlockMethod: word(["DELETE", "POST", "PUT", "UNLOCK"])
    .optional()
    .describe("The method that lets go of the lock. Default: DELETE."),
  username: text(
    /^(?!.*[$%]\{)[^\s:]{1,255}$/,
    "must be a user's name without spaces and colons",
    "write it, or leave it out and export TF_HTTP_USERNAME",
  )
    .optional()
    .describe("The user. The password comes from TF_HTTP_PASSWORD. Default: TF_HTTP_USERNAME."),
  password: refused("TF_HTTP_PASSWORD"),
  clientPrivateKeyPem: refused("TF_HTTP_CLIENT_PRIVATE_KEY_PEM"),
};
