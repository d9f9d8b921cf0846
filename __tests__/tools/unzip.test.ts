import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipEntry } from "../../tools/unzip";
import { crcOf, temporaryFolder, zip } from "./support";

describe("unzipEntry", () => {
  const folder = temporaryFolder();
  const archive = join(folder, "x.zip");
  const out = join(folder, "out");
  const large = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251));

  it.each([{ stored: true }, { stored: false }])("takes one file out of several: %p", async (options) => {
    writeFileSync(
      archive,
      zip({ "LICENSE.txt": "words", terraform: large, "terraform.txt": "other" }, options),
    );
    await unzipEntry(archive, "terraform", out);
    expect(readFileSync(out).equals(large)).toBe(true);
    await unzipEntry(archive, "LICENSE.txt", out);
    expect(readFileSync(out, "utf8")).toBe("words");
  });

  it("takes an archive with a comment at its end", async () => {
    const whole = zip({ a: "1" });
    whole.writeUInt16LE(5, whole.length - 2);
    writeFileSync(archive, Buffer.concat([whole, Buffer.from("hello")]));
    await unzipEntry(archive, "a", out);
    expect(readFileSync(out, "utf8")).toBe("1");
  });

  it.each([
    ["a wrong checksum", zip({ a: "text" }, { crc: 1 }), "a is damaged in the archive"],
    ["another file alone", zip({ b: "text" }), "the archive has no a"],
    ["no zip", Buffer.from("<html>sign in</html>"), "it is no zip archive"],
    ["nothing", Buffer.alloc(0), "it is no zip archive"],
    [
      "an end without a beginning",
      zip({ a: "text" }).subarray(20),
      "is packed in a way|ends too early|has no a",
    ],
  ])("refuses %s", async (_, content, message) => {
    writeFileSync(archive, content);
    await expect(unzipEntry(archive, "a", out)).rejects.toThrow(new RegExp(message));
  });

  it("knows the check value of CRC-32", () => {
    expect(crcOf(Buffer.from("123456789"))).toBe(0xcbf43926);
  });
});
