/**
 * A synthesized configuration without what cannot be the same in a program without modules: the construct paths,
 * which CDKTF writes beside each element as `//.metadata.path`. All else is to be the same, byte for byte.
 */
export function comparable(json: string): string {
  return JSON.stringify(JSON.parse(json), (key, value) => (key === "//" ? withoutPath(value) : value), 2);
}

function withoutPath({ metadata, ...others }: Record<string, Record<string, unknown>>): unknown {
  const { path: _, ...kept } = metadata ?? {};
  return { metadata: kept, ...others };
}
