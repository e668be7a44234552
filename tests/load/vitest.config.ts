import { defineConfig } from 'vitest/config';

/** The run has a database and a Temporal server of its own. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/load/*.load.ts'],
    globalSetup: ['tests/harness/global-setup.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 1_800_000,
    pool: 'forks',
    disableConsoleIntercept: true,
  },
});
