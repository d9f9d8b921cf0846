import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileText } from "../../test-support/e2e/environment-file";
import { synthesize } from "../../test-support/e2e/synthesize";
import { withEnvironment } from "../../test-support/process-environment";
import { requires } from "../../test-support/requires";

requires("terraform")("every example", () => {
  const base = mkdtempSync(join(tmpdir(), "gatehouse-valid-"));

  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it.each([
    "environments/example.yaml",
    "examples/environments/tutorial.yaml",
    "examples/environments/classic.yaml",
    "examples/environments/platform.yaml",
    "examples/environments/private.yaml",
  ])(
    "%s is valid to Terraform and its AWS provider",
    (file) => {
      const outdir = join(base, file, "cdktf.out");
      synthesize(fileText(file), outdir);
      // Validation needs no state, and a pipeline's would be asked for.
      const env = { ...process.env, TF_CLI_ARGS_init: "-backend=false -input=false" };
      withEnvironment(env, () => expect(outdir).toBeValidTerraform());
    },
    60_000,
  );
});
