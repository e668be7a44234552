import { defineConfig } from 'vitest/config';

/** The benchmark runs on the harness of the tests, one file after the other, so that nothing competes with what is measured. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/bench/**/*.bench.ts'],
    globalSetup: ['tests/harness/global-setup.ts'],
    testTimeout: 600_000,
    hookTimeout: 180_000,
    pool: 'forks',
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
});
