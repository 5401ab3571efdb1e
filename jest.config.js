// All times in tests are UTC, wherever the machine stands.
process.env.TZ = 'UTC';

const node = {
  displayName: 'node',
  testEnvironment: 'node',
  roots: ['<rootDir>/pkg', '<rootDir>/collector', '<rootDir>/scripts', '<rootDir>/bench', '<rootDir>/preview/server'],
  // What takes too long for `npm test`: `npm run soak -- elasticsearch`.
  testMatch: [process.env.HABITUS_SUITES === 'soak' ? '**/*.soak.ts' : '**/*.test.ts'],
  transform: { '^.+\\.[tj]s$': ['@swc/jest', { sourceMaps: 'inline', jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  transformIgnorePatterns: ['/node_modules/'],
};

const scaffold = require('./.config/jest.config');
const [transformer] = Object.values(scaffold.transform);
/** The scaffold's, and the ES modules that end in .mjs. */
const app = { displayName: 'app', ...scaffold, transform: { ...scaffold.transform, '^.+\\.mjs$': transformer } };

module.exports = { testTimeout: 60_000, projects: [node, app] };
