/** Unit tests: seconds, Node alone; where Terraform is on PATH also validate and plan. */
const base = {
  testEnvironment: "node",
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  moduleFileExtensions: ["ts", "js", "json"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf\\.out/", "<rootDir>/\\.gatehouse/", "<rootDir>/dist/"],
  testPathIgnorePatterns: ["/node_modules/"],
  setupFilesAfterEnv: ["<rootDir>/test-support/setup.ts"],
};

module.exports = {
  projects: [
    {
      ...base,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/!(e2e)/**/*.test.ts", "<rootDir>/__tests__/*.test.ts"],
    },
    { ...base, displayName: "e2e", testMatch: ["<rootDir>/__tests__/e2e/**/*.test.ts"] },
  ],
};
