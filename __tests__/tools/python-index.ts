import { listen, sha256, zip } from "./support";

export interface Wheel {
  readonly name: string;
  readonly version: string;
  /** the lines of `Requires-Dist` */
  readonly requires?: readonly string[];
  readonly extras?: readonly string[];
  /** of the file's name @default "py3-none-any" */
  readonly tag?: string;
  /** file -> content, beside the metadata */
  readonly files?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}

/** A wheel, as the specification of binary distributions has it. */
export function wheel({ name, version, requires = [], extras = [], tag = "py3-none-any", ...rest }: Wheel): {
  readonly file: string;
  readonly content: Buffer;
} {
  const info = `${name}-${version}.dist-info`;
  const metadata = [
    "Metadata-Version: 2.1",
    `Name: ${name.replaceAll("_", "-")}`,
    `Version: ${version}`,
    ...extras.map((extra) => `Provides-Extra: ${extra}`),
    ...requires.map((line) => `Requires-Dist: ${line}`),
    "",
  ].join("\n");
  const scripts = Object.entries(rest.scripts ?? {}).map(([script, place]) => `${script} = ${place}`);
  const files = {
    [`${name}/__init__.py`]: "",
    ...rest.files,
    [`${info}/METADATA`]: metadata,
    [`${info}/WHEEL`]: `Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: ${tag}\n`,
    ...(scripts.length > 0 && {
      [`${info}/entry_points.txt`]: `[console_scripts]\n${scripts.join("\n")}\n`,
    }),
  };
  const record = [...Object.keys(files), `${info}/RECORD`].map((path) => `${path},,`).join("\n");
  return {
    file: `${name}-${version}-${tag}.whl`,
    content: zip({ ...files, [`${info}/RECORD`]: `${record}\n` }, { stored: true }),
  };
}

/** A package index on loopback (PEP 691) that has these wheels. */
export async function startIndex(wheels: readonly Wheel[]) {
  const files = wheels.map((each) => ({ name: each.name.replaceAll("_", "-"), ...wheel(each) }));
  const index = await listen((request, response) => {
    const [, kind, name = ""] = (request.url ?? "").split("/");
    const file = files.find((each) => each.file === name);
    if (kind === "files" && file !== undefined) {
      response.end(file.content);
      return;
    }
    const links = files
      .filter((each) => kind === "simple" && each.name === name)
      .map((each) => ({
        filename: each.file,
        url: `${index.url}/files/${each.file}`,
        hashes: { sha256: sha256(each.content) },
        size: each.content.length,
        yanked: false,
      }));
    response.writeHead(links.length === 0 ? 404 : 200, {
      "Content-Type": "application/vnd.pypi.simple.v1+json",
    });
    response.end(JSON.stringify({ meta: { "api-version": "1.1" }, name, files: links }));
  });
  const hashOf = (file: string) =>
    sha256(files.find((each) => each.file === file)?.content ?? Buffer.alloc(0));
  return { ...index, simple: `${index.url}/simple`, hashOf };
}
