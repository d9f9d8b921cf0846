import { parseArgs } from "node:util";
import { startCloudFront } from "./index";

/** `tsx local/cloudfront/serve.ts --folder FOLDER [--port PORT]`: runs until it is told to end. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { folder: { type: "string" }, port: { type: "string" } } });
  if (values.folder === undefined) {
    throw new Error("`--folder` is required: the folder that keeps the state");
  }
  const { port, close } = await startCloudFront({ folder: values.folder, port: Number(values.port ?? 0) });
  process.stdout.write(`http://127.0.0.1:${port}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void close());
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
