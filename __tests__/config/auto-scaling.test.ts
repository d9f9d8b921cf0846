import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironment } from "../../config/load";
import { environment, environmentText, type Keys, warningsOf } from "../../test-support/environments";

const TARGETS = { type: "autoScaling", image: "ami-0123456789abcdef0", instanceType: "t3.small" };
const PRIVATE: Keys = { network: { type: "create", cidr: "10.0.0.0/16", nat: true } };

function file(targets: Keys = {}, more: Keys = PRIVATE): Keys {
  return { backends: { api: { targets: { ...TARGETS, ...targets } } }, ...more };
}

/** What the warnings say of, without those of other keys. */
function warned(keys: Keys): string[] {
  return warningsOf(keys).flatMap((line) => /targets\.(\w+): /.exec(line)?.[1] ?? []);
}

describe("targets of the type autoScaling", () => {
  it("have these defaults", () => {
    expect(environment(file({ min: 2 })).backends["api"]?.targets).toEqual({
      ...TARGETS,
      min: 2,
      max: 2,
      gracePeriod: 300,
      refresh: { minHealthy: 100, maxHealthy: 110 },
      volume: { type: "gp3" },
      subnets: "private",
      outboundPorts: [80, 443],
      securityGroupIds: [],
      policyArns: [],
      metadataHops: 1,
    });
  });

  it("are in public subnets where the network has no others", () => {
    expect(environment(file({}, {})).backends["api"]?.targets).toMatchObject({ subnets: "public" });
  });

  it.each<[string, Keys, string[]]>([
    ["nothing of one instance in a private subnet", file(), []],
    ["of public addresses", file({}, {}), ["subnets"]],
    ["of public subnets beside private ones", file({ subnets: "public" }), ["subnets"]],
    ["nothing of several at one time", file({ min: 1, max: 1 }), []],
    ["of several", file({ min: 1, max: 2 }), ["max"]],
    ["of several from the start", file({ min: 2 }), ["min"]],
    ["of scaling without room", file({ scaling: { cpu: 50 } }), ["scaling"]],
    ["nothing of scaling with room but of several", file({ max: 2, scaling: { cpu: 50 } }), ["max"]],
    ["nothing of a parameter of one's own", file({ image: "resolve:ssm:/shop/image:7" }), []],
    ["of AWS's own parameter", file({ image: "resolve:ssm:/aws/service/image:7" }), ["image"]],
  ])("are warned of: %s", (_, keys, expected) => {
    expect(warned(keys)).toEqual(expected);
  });
});

describe("user data", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "user-data-"));
    writeFileSync(join(folder, "production.yaml"), environmentText(file({ userData: "api.sh" })));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function read() {
    const { targets } = loadEnvironment(join(folder, "production.yaml")).environment.backends["api"] ?? {};
    return targets?.type === "autoScaling" ? targets.userData : undefined;
  }

  it("is read from beside the environment file, as Linux reads lines", () => {
    writeFileSync(join(folder, "api.sh"), "\uFEFF#!/bin/sh\r\necho ${HOME}\r\n");
    expect(read()).toEqual({ file: "api.sh", text: "#!/bin/sh\necho ${HOME}\n" });
  });

  it("may have 16384 bytes", () => {
    writeFileSync(join(folder, "api.sh"), "#".repeat(16_384));
    expect(read()?.text).toHaveLength(16_384);
  });

  it("is refused where a link leads out of the folder", () => {
    symlinkSync("/etc/hostname", join(folder, "api.sh"));
    expect(read).toThrow("userData: leads out of the environment file's folder");
  });

  it("is refused with a private key in it", () => {
    writeFileSync(join(folder, "api.sh"), "#!/bin/sh\n-----BEGIN OPENSSH PRIVATE KEY-----\n");
    expect(read).toThrow("userData: holds a private key");
  });
});
