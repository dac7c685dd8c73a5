import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

/**
 * Layers from top to bottom. A layer may import from itself and from the layers below it;
 * `training`, `scripts`, `node`, `site`, `bench` and `e2e` sit on top and nothing in `src` imports them. `pwa` and `styles` are for
 * the page alone (`app` and `features`) and import no layer. `scripts/circles.test.ts` finds circles.
 */
const layers = ['app', 'features', 'stores', 'worker', 'exporters', 'readers', 'domain'];
const outside = ['**/training/**', '**/e2e/**', '**/scripts/**', '**/bench/**', '**/node/**', '**/site/**'];

const ofThePage = ['pwa', 'styles'];

const mayNotImport = (folder, others) => ({
  files: [`src/${folder}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: [...others.map((other) => `**/${other}/**`), ...outside],
            message: `Imports point downwards: ${layers.join(' > ')}; ${ofThePage.join(' and ')} serve app and features.`,
          },
        ],
      },
    ],
  },
});

const layerRules = [
  ...layers.map((layer, depth) =>
    mayNotImport(layer, [
      ...layers.slice(0, depth),
      ...(layer === 'app' || layer === 'features' ? [] : ofThePage),
    ]),
  ),
  ...ofThePage.map((folder) =>
    mayNotImport(folder, [...layers, ...ofThePage.filter((other) => other !== folder)]),
  ),
];

export default tseslint.config(
  {
    ignores: [
      'dist',
      'release',
      'build',
      'node_modules',
      'test-results',
      'playwright-report',
      'coverage',
      '.cache',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['**/*.tsx', 'src/features/**/*.ts'], ...reactHooks.configs.flat.recommended },
  ...layerRules,
  {
    files: ['src/domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['window', 'document', 'fetch', 'navigator', 'localStorage', 'process', 'Worker'].map((name) => ({
          name,
          message: 'The domain is pure: no DOM, no I/O.',
        })),
      ],
    },
  },
  {
    files: ['training/**', 'scripts/**', 'node/**', 'bench/**', 'e2e/**'],
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
);
