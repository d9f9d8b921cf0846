import type { Certificate, Vpc, Zone } from "./seen";

/** What the file is to hold, and why where nothing was found. */
export interface Draft {
  readonly environment: string;
  readonly project: string;
  readonly region: string;
  /** undefined where it is not known */
  readonly account: string | undefined;
  readonly domain: string;
  readonly aliases: readonly string[];
  readonly dns: Dns;
  readonly certificates: Certificates;
  readonly network: Network;
  readonly backend: Backend;
  readonly site: boolean;
  readonly edge: boolean;
}

export type Dns =
  /** `byId`: another zone has the same name, or the name is not known */
  | { readonly kind: "zone"; readonly zone: Partial<Zone> & Pick<Zone, "id">; readonly byId: boolean }
  | { readonly kind: "missing"; readonly why: string };

/** Certificates that exist already and hold every name. */
export interface Certificates {
  readonly viewer?: Certificate;
  readonly regional?: Certificate;
}

export type Network =
  | { readonly kind: "default" }
  | { readonly kind: "existing"; readonly vpc: Pick<Vpc, "id" | "name">; readonly subnets: readonly string[] }
  | { readonly kind: "missing"; readonly why: string; readonly vpcId?: string };

export interface Backend {
  readonly paths: readonly string[];
  readonly port: number;
  readonly healthPath: string;
  readonly targets: Targets;
}

export type Targets =
  | { readonly kind: "instances"; readonly instances: readonly Target[] }
  | {
      readonly kind: "tags";
      readonly tags: Readonly<Record<string, string>>;
      readonly securityGroupId?: string;
    }
  | { readonly kind: "external" }
  | { readonly kind: "missing"; readonly why: string };

export interface Target {
  readonly id: string;
  readonly name: string | undefined;
  readonly securityGroupId?: string;
}

/** One line of what was found: what it is about, and what there is. */
export type Say = (subject: string, text: string) => void;
