/** A version of Terraform, and what its archives hash to. */
export interface TerraformRelease {
  readonly version: string;
  /** platform, as in the archive's name -> SHA-256 of the archive, in hexadecimal */
  readonly sha256: Readonly<Record<string, string>>;
}

/**
 * The Terraform that is fetched where there is none. The hashes are those of HashiCorp's SHA256SUMS: in its
 * Homebrew formula for Linux and macOS, in the manifest of winget for Windows.
 *
 * @see https://releases.hashicorp.com/terraform/1.11.4/terraform_1.11.4_SHA256SUMS
 */
export const TERRAFORM_RELEASE: TerraformRelease = {
  version: "1.11.4",
  sha256: {
    darwin_amd64: "a56d5002b9f7647291faccc3dd1a70350e60fb61e4c45037629508b8fdc2575b",
    darwin_arm64: "867e0808fa971217043e25b7a792b10720c79b1546f8a68479b74f138be73e18",
    linux_amd64: "1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc",
    linux_arm64: "a43d1d0da9b9bab214a8305a39db0e40869572594ccf50c416a7756499143633",
    windows_amd64: "4e1dc85419dda723f2bb3afdf63a0d282a2de858588d56dd57d2e4e4c4c83f2b",
  },
};

export const TERRAFORM_RELEASES_URL = "https://releases.hashicorp.com";

const SYSTEMS: Readonly<Record<string, string>> = { win32: "windows" };
const PROCESSORS: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };

/** This machine, as Terraform's archives name it. */
export function terraformPlatform(
  system: string = process.platform,
  processor: string = process.arch,
): string {
  return `${SYSTEMS[system] ?? system}_${PROCESSORS[processor] ?? processor}`;
}
