import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Locked {
  readonly version?: string;
  readonly optionalDependencies?: Record<string, string>;
}

const { packages }: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(join(__dirname, "..", "package-lock.json"), "utf8"),
);

/** Where npm looks for what a package asks for: beside it, then in each folder above. */
function isLocked(owner: string, name: string): boolean {
  const places = owner
    .split("node_modules/")
    .map((_, depth, parts) => parts.slice(0, depth + 1).join("node_modules/"));
  return places.some(
    (place) => `${place.replace(/\/?$/, place === "" ? "" : "/")}node_modules/${name}` in packages,
  );
}

describe("package-lock.json", () => {
  it("holds the binaries of every platform, without which npm ci refuses it", () => {
    const missing = Object.entries(packages).flatMap(([owner, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !isLocked(owner, name))
        .map((name) => `${owner} -> ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it("names no registry, so that each machine asks its own", () => {
    expect(JSON.stringify(packages)).not.toContain('"resolved"');
  });
});
