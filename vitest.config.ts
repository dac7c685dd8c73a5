import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { __APP_VERSION__: '"test"' },
  test: {
    include: [
      'src/**/*.test.{ts,tsx}',
      'training/**/*.test.ts',
      'scripts/**/*.test.ts',
      'node/**/*.test.ts',
      'site/**/*.test.ts',
    ],
    testTimeout: 30_000,
  },
});
