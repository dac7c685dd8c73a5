import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a minute or more: begun last, they would keep one core waiting at the end. */
const LONG = ['ml-random-forest.test.ts', 'pipe.test.ts', 'cluster.test.ts'];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      LONG.some((name) => moduleId.endsWith(`/${name}`));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

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
    sequence: { sequencer: LongFirst },
    // All cores: one stands idle by default, and most tests start programs of their own.
    maxWorkers: '100%',
    testTimeout: 30_000,
  },
});
