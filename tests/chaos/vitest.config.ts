import { defineConfig } from 'vitest/config';

/** The full tier runs on servers of its own that survive kill -9, one file after the other, so that each has the machine. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/chaos/**/*.chaos.ts'],
    globalSetup: ['tests/chaos/servers.ts'],
    testTimeout: 900_000,
    hookTimeout: 180_000,
    pool: 'forks',
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
});
