const common = {
  testEnvironment: "node",
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  moduleFileExtensions: ["ts", "js", "json"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf\\.out/", "<rootDir>/\\.gatehouse/", "<rootDir>/dist/"],
  setupFilesAfterEnv: ["<rootDir>/test-support/setup.ts"],
};

const project = (displayName, testMatch) => ({ ...common, displayName, testMatch });

module.exports = {
  projects: [
    // Node alone: seconds.
    project("unit", [
      "<rootDir>/__tests__/*.test.ts",
      "<rootDir>/__tests__/!(commands|e2e|fuzz|local|package|terraform)/**/*.test.ts",
    ]),
    // Terraform validates and plans what is synthesized.
    project("terraform", ["<rootDir>/__tests__/terraform/**/*.test.ts"]),
    // npm packs and installs the package into a project of its own: a minute or two.
    project("package", ["<rootDir>/__tests__/package/**/*.test.ts"]),
    // Commands as a person gives them, tools fetched and all: a minute.
    project("commands", ["<rootDir>/__tests__/commands/**/*.test.ts"]),
    // The local AWS by itself, asked by AWS's SDK: a minute or two.
    project("local", ["<rootDir>/__tests__/local/**/*.test.ts"]),
    // Random environment files, the same ones each time: a minute or two.
    project("fuzz", ["<rootDir>/__tests__/fuzz/**/*.test.ts"]),
    // Terraform deploys into the local AWS: minutes.
    project("e2e", ["<rootDir>/__tests__/e2e/**/*.test.ts"]),
  ],
};
