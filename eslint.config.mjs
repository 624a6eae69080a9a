import eslint from '@eslint/js';
import astro from 'eslint-plugin-astro';
import { defineConfig } from 'eslint/config';
import typescript from 'typescript-eslint';

export default defineConfig(
  {
    ignores: [
      'dist',
      'lib',
      'test-results',
      '.astro',
      'public',
      'tests/fixtures/sample-stand-ins',
      'tests/fixtures/sources',
      '**/*.d.ts',
    ],
  },
  eslint.configs.recommended,
  typescript.configs.strictTypeChecked,
  astro.configs['flat/recommended'],
  {
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.core.json', 'tsconfig.browser.json', 'tsconfig.node.json', 'tsconfig.astro.json'],
        extraFileExtensions: ['.astro'],
      },
    },
    rules: {
      // An underscore says that a part is left out on purpose.
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      // A name of its own keeps a long type out of messages.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      // What a source or a page holds is shown as JavaScript writes it.
      '@typescript-eslint/no-base-to-string': 'off',
      // A closure may have changed what was assigned before it ran.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'always' }],
      // Texts are cleaned of control characters, by name.
      'no-control-regex': 'off',
      // Types know the globals.
      'no-undef': 'off',
      // A number in a text is a number.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // An arrow with a body of one call says what it does.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // The runner waits for its tests itself.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'describe', 'after', 'before'] },
          ],
        },
      ],
    },
  },
  {
    // Tests break things on purpose.
    files: ['tests/**'],
    rules: {
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-implied-eval': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['tests/types/**'],
    rules: {
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
    },
  },
  { files: ['**/*.astro'], extends: [typescript.configs.disableTypeChecked] },
  { files: ['**/*.mjs', 'bin/*.js'], extends: [typescript.configs.disableTypeChecked] },
);
