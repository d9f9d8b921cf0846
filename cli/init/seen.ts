/** What a look into the account has found. `unseen` says why nothing could be looked at: that is not the same as none. */
export interface Sight<T> {
  readonly items: readonly T[];
  readonly unseen?: string;
}

/** A public hosted zone. */
export interface Zone {
  readonly id: string;
  /** without the final dot */
  readonly name: string;
}

export interface Group {
  readonly id: string;
  readonly name: string;
}

/** An instance that is not terminated. */
export interface Instance {
  readonly id: string;
  /** tag `Name` */
  readonly name: string | undefined;
  readonly running: boolean;
  readonly vpcId: string;
  readonly groups: readonly Group[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface Vpc {
  readonly id: string;
  readonly name: string | undefined;
  readonly isDefault: boolean;
}

/** A subnet from which the internet is reached directly. */
export interface PublicSubnet {
  readonly id: string;
  readonly name: string | undefined;
  readonly zone: string;
}

/** An issued certificate. */
export interface Certificate {
  readonly arn: string;
  readonly names: readonly string[];
  /** ACM does not renew it */
  readonly imported: boolean;
  /** milliseconds since 1970 */
  readonly expires: number;
}

/** What the first look has found. */
export interface Seen {
  /** undefined where it is not known */
  readonly account: string | undefined;
  readonly zones: Sight<Zone>;
  readonly instances: Sight<Instance>;
  readonly vpcs: Sight<Vpc>;
}

/** `i-0123456789abcdef0 shop-backend` */
export function labelOf({ id, name }: { readonly id: string; readonly name: string | undefined }): string {
  return name === undefined || name === "" ? id : `${id} ${shown(name)}`;
}

/** A text of someone else's as it may stand in a line of output and in a comment of YAML. */
export function shown(text: string): string {
  const line = text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
