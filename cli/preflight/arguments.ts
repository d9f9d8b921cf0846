import { isIP } from "node:net";
import { BadInput } from "../../config/bad-input";
import { GATEHOUSE } from "../installation";
import { nameProblems, takeApart } from "../plan/options";

const USAGE = `usage: ${GATEHOUSE} preflight NAME [--json] [--resolver ADDRESS[:PORT]]`;

const OPTIONS = { json: { type: "boolean" }, resolver: { type: "string" } } as const;

export interface Asked {
  readonly name: string;
  readonly json: boolean;
  /** whom to ask DNS questions, as `node:dns` takes it; undefined for what this machine asks */
  readonly resolver: string | undefined;
}

/** @throws BadInput */
export function readArguments(args: readonly string[]): Asked {
  const { positionals, given, terraform, problems } = takeApart("preflight", args, OPTIONS);
  const [resolver] = given.get("resolver") ?? [];
  const all = [
    ...problems,
    ...nameProblems("preflight", positionals),
    ...(resolver === undefined || isServer(resolver)
      ? []
      : [`preflight: --resolver takes an address such as 1.1.1.1 or 127.0.0.1:5353, found "${resolver}"`]),
    ...(terraform.length === 0 ? [] : [`preflight: takes nothing behind --, found "${terraform.join(" ")}"`]),
  ];
  if (all.length > 0) {
    throw new BadInput([USAGE, ...all]);
  }
  return { name: positionals[0] ?? "", json: given.has("json"), resolver };
}

/** An address, alone or with a port: `192.0.2.1`, `192.0.2.1:53`, `2001:db8::1`, `[2001:db8::1]:53`. */
function isServer(text: string): boolean {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^[\]]+?))(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (isIP(text) !== 0) return true;
  const portFits = port === undefined || (Number(port) > 0 && Number(port) < 65_536);
  return portFits && (bracketed === undefined ? isIP(plain ?? "") === 4 : isIP(bracketed) === 6);
}
