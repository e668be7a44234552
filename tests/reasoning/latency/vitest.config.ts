import { defineConfig } from 'vitest/config';

/** The measurement has a database and a Temporal server of its own, and the machine to itself. */
export default defineConfig({
  test: {
    root: new URL('../../..', import.meta.url).pathname,
    include: ['tests/reasoning/latency/*.latency.ts'],
    globalSetup: ['tests/harness/global-setup.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 180_000,
    pool: 'forks',
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
});
