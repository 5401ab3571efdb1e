// All times in tests are UTC, wherever the machine stands.
process.env.TZ = 'UTC';

const node = {
  displayName: 'node',
  testEnvironment: 'node',
  roots: ['<rootDir>/pkg', '<rootDir>/collector', '<rootDir>/scripts', '<rootDir>/preview/server'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.[tj]s$': ['@swc/jest', { sourceMaps: 'inline', jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  transformIgnorePatterns: ['/node_modules/'],
};

module.exports = { testTimeout: 60_000, projects: [node, { displayName: 'app', ...require('./.config/jest.config') }] };
