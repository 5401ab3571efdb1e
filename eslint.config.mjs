import { defineConfig } from 'eslint/config';
import sonarjs from 'eslint-plugin-sonarjs';
import tseslint from 'typescript-eslint';
import scaffold from './.config/eslint.config.mjs';
import house from './lint/arrows.mjs';

const NODE_CODE = ['pkg/**/*.ts', 'collector/**/*.ts', 'preview/server/**/*.ts', 'bench/**/*.ts', 'tests/**/*.ts', 'scripts/**/*.ts'];
const TESTS = ['**/*.test.{ts,tsx}', '**/testing/**', '**/contract/**', 'tests/**'];

export default defineConfig([
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/build/',
      '**/coverage/',
      '**/generated/',
      '.config/',
      'test-results/',
      'playwright-report/',
      'habitus-data/',
      'conformance/',
    ],
  },
  ...scaffold,
  { rules: { curly: ['error', 'multi-line'], '@typescript-eslint/array-type': 'off' } },
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { house, sonarjs },
    rules: {
      'house/arrows': 'error',
      'sonarjs/cognitive-complexity': ['error', 11],
      'max-lines': ['error', 400],
      'no-console': 'error',
    },
  },
  {
    files: NODE_CODE,
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser, parserOptions: { project: './tsconfig.node.json' } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      eqeqeq: 'error',
      'react-hooks/rules-of-hooks': 'off',
    },
  },
  { files: TESTS, rules: { 'max-lines': 'off', 'sonarjs/cognitive-complexity': 'off' } },
]);
