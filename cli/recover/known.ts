type Values = Readonly<Record<string, unknown>>;

/**
 * What a plan says of one resource or block. A value is undefined where it is null, and where it is known only
 * after the apply.
 */
export class Known {
  constructor(
    private readonly values: Values,
    private readonly unknown: Values = {},
  ) {}

  text(key: string): string | undefined {
    const value = this.value(key);
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  number(key: string): number | undefined {
    const value = this.value(key);
    return typeof value === "number" ? value : undefined;
  }

  texts(key: string): readonly string[] {
    const value = this.value(key);
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  }

  /** the strings of a map */
  map(key: string): ReadonlyMap<string, string> {
    return new Map(
      Object.entries(recordOf(this.value(key))).flatMap(([name, value]) =>
        typeof value === "string" ? [[name, value] as const] : [],
      ),
    );
  }

  /** the first block of that name */
  block(key: string): Known | undefined {
    const [first] = listOf(this.values[key]);
    return first === undefined
      ? undefined
      : new Known(recordOf(first), recordOf(listOf(this.unknown[key])[0]));
  }

  /** every block of that name */
  blocks(key: string): readonly Known[] {
    const unknown = listOf(this.unknown[key]);
    return listOf(this.values[key]).map((each, index) => new Known(recordOf(each), recordOf(unknown[index])));
  }

  /**
   * Whether everything in `actual` is what is planned, as far as that is known. Lists have no order; null,
   * false, the empty string and the empty list are one.
   */
  agreesWith(actual: Values): boolean {
    return Object.entries(actual).every(([key, value]) => agree(this.values[key], this.unknown[key], value));
  }

  private value(key: string): unknown {
    return hasUnknown(this.unknown[key]) ? undefined : this.values[key];
  }
}

function agree(planned: unknown, unknown: unknown, actual: unknown): boolean {
  if (unknown === true) {
    return true;
  }
  if (isEmpty(planned) || isEmpty(actual)) {
    return isEmpty(planned) && isEmpty(actual);
  }
  if (Array.isArray(planned) && Array.isArray(actual)) {
    return planned.length === actual.length && listsAgree(planned, listOf(unknown), actual);
  }
  if (isRecord(planned) && isRecord(actual)) {
    return new Known(planned, recordOf(unknown)).agreesWith(actual);
  }
  return planned === actual;
}

function listsAgree(
  planned: readonly unknown[],
  unknown: readonly unknown[],
  actual: readonly unknown[],
): boolean {
  const left = [...actual];
  return planned.every((value, index) => {
    const match = left.findIndex((candidate) => agree(value, unknown[index], candidate));
    left.splice(match, match < 0 ? 0 : 1);
    return match >= 0;
  });
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === false ||
    value === "" ||
    (Array.isArray(value) && value.length === 0)
  );
}

function hasUnknown(value: unknown): boolean {
  return (
    value === true || (typeof value === "object" && value !== null && Object.values(value).some(hasUnknown))
  );
}

function isRecord(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function recordOf(value: unknown): Values {
  return isRecord(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
