export default {
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/test/support/same-cases.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', experimental: { keepImportAttributes: true } } }] },
  injectGlobals: false,
  // A machine with much else to do is no reason to fail.
  testTimeout: 60_000,
};
