/** Both ways of writing tests: with globals and @types/jest, and with @jest/globals alone. */
const project = (name, tsconfig, more) => ({ displayName: name, testMatch: [`<rootDir>/tests/${name}.test.ts`], transform: { '\\.ts$': ['ts-jest', { tsconfig }] }, ...more });

module.exports = {
  projects: [
    project('globals', 'tests/tsconfig.globals.json', { setupFilesAfterEnv: ['cdk8s-hardened/jest'] }),
    project('imported', 'tests/tsconfig.imported.json', { injectGlobals: false }),
  ],
};
