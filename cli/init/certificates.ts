import { covers } from "../../config/schema/hostname";
import type { Certificates, Say } from "./draft";
import type { Certificate, Sight } from "./seen";

/** What has been looked at, and the names that viewers type. */
export interface CertificatesSeen {
  readonly names: readonly string[];
  readonly edge: boolean;
  /** those of us-east-1 */
  readonly viewer: Sight<Certificate>;
  /** those of the environment's region */
  readonly regional: Sight<Certificate>;
}

/** Certificates that are there already: offered, never taken. */
export function findCertificates(
  { names, edge, viewer, regional }: CertificatesSeen,
  say: Say,
): Certificates {
  const [first = ""] = names;
  const forViewers = edge ? holding(viewer, names) : undefined;
  const forLoadBalancer = holding(regional, edge ? [...names, `origin.${first}`] : names);
  const why = viewer.unseen ?? regional.unseen;
  const found = [forViewers, forLoadBalancer].flatMap((each) => each?.arn ?? []);
  const rest = "offered in a comment: without it the certificates are requested";
  if (found.length > 0) {
    say("certificates", `${found.join(", ")}; ${rest}`);
  } else {
    const none = why === undefined ? "none issued that holds the names" : `not looked for: ${why}`;
    say("certificates", `${none}; they are requested`);
  }
  return {
    ...(forViewers === undefined ? {} : { viewer: forViewers }),
    ...(forLoadBalancer === undefined ? {} : { regional: forLoadBalancer }),
  };
}

/** The one that lasts longest of those that hold every name. */
function holding({ items }: Sight<Certificate>, names: readonly string[]): Certificate | undefined {
  return items.find((each) => names.every((name) => each.names.some((held) => covers(held, name))));
}
