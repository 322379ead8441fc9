import { availableParallelism } from 'node:os';

export default {
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/test/support/same-cases.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', experimental: { keepImportAttributes: true } } }] },
  injectGlobals: false,
  // ES modules stay in the memory of the process that ran a test file, until it takes three times as long for the next
  // one. Only workers are replaced, and a single one would not be used.
  maxWorkers: Math.max(2, availableParallelism()),
  workerIdleMemoryLimit: '300MB',
  // A machine with much else to do is no reason to fail.
  testTimeout: 300_000,
};
