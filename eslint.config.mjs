import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import importArrows from './scripts/import-arrows.cjs';
import sharedViews from './scripts/shared-views.cjs';
import types from './scripts/types.cjs';

/** Everything but the library itself and the packages beside it. */
const TOOLS = ['test/**', 'examples/**', 'bench/**', 'scripts/**', 'packages/*/{test,examples}/**', '*'];

export default tseslint.config(
  { ignores: ['**/lib/', '**/node_modules/', '**/*.d.ts', 'artifacts/', 'coverage/', 'dist/', '.work/', 'test/consumer/app/'] },
  {
    files: ['**/*.ts', '**/*.cjs', '**/*.mjs'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { 'import-x': importX, regexp, 'local': { rules: { 'import-arrows': importArrows, 'shared-views': sharedViews, types } } },
    settings: { 'import-x/resolver-next': [createNodeResolver()] },
    rules: {
      'curly': ['error', 'multi-line'],
      'dot-notation': 'error',
      'import-x/no-duplicates': 'error',
      'import-x/order': ['error', { groups: ['builtin', 'external'], alphabetize: { order: 'asc', caseInsensitive: true } }],
      // What Prettier does not break: comments and texts.
      'max-len': ['error', { code: 140, ignoreUrls: true, ignoreRegExpLiterals: true }],
      'no-bitwise': 'error',
      // Texts come from others: no expression takes more than linear time, by backtracking or by starting again at each character.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: {
        project: ['test/tsconfig.json', 'packages/*/test/tsconfig.json', 'projenrc/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/member-ordering': [
        'error',
        {
          default: [
            'public-static-field',
            'public-static-method',
            'protected-static-field',
            'protected-static-method',
            'private-static-field',
            'private-static-method',
            'field',
            'constructor',
            'method',
          ],
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-require-imports': 'error',
      '@typescript-eslint/no-shadow': 'error',
      '@typescript-eslint/return-await': 'error',
      'local/import-arrows': 'error',
      'local/shared-views': 'error',
      'local/types': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/**', 'packages/*/src/**'],
    rules: { 'import-x/no-extraneous-dependencies': ['error', { devDependencies: false, optionalDependencies: false }] },
  },
  {
    files: TOOLS,
    rules: { '@typescript-eslint/no-explicit-any': 'off', '@typescript-eslint/no-require-imports': 'off', 'max-lines': 'off' },
  },
  {
    // Their texts are their own.
    files: ['test/**', 'packages/*/test/**'],
    rules: { 'regexp/no-super-linear-backtracking': 'off', 'regexp/no-super-linear-move': 'off' },
  },
  {
    files: ['test/**', 'packages/*/test/**'],
    ignores: ['test/oracle/**', 'test/real/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...[
          ['Date', 'now'],
          ['performance', 'now'],
          ['process', 'hrtime'],
          ['process', 'cpuUsage'],
        ].map(([object, property]) => ({
          object,
          property,
          message: 'A test that measures time fails on a loaded machine: count what is done, or compare two sizes in bench/scaling.ts.',
        })),
      ],
    },
  },
  // A row each, in the order of the practices: the file is as long as the practice.
  { files: ['src/equivalents/*.ts'], rules: { 'max-lines': 'off' } },
);
