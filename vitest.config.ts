import { globSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { createOwnProcessRule } from './tests/harness/own-process.ts';

const exclude = ['**/node_modules/**', '.mbi/**', '.cache/**', 'admin-ui/dist/**'];
const files = globSync('**/*.test.ts', { exclude });
const alone = new Set(files.filter(createOwnProcessRule()));

const shared = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // What is polled for comes sooner; a busy machine may take longer than the second that is usual.
  expect: { poll: { timeout: 10_000 } },
};

export default defineConfig({
  test: {
    // Once for both projects: what it provides, they inherit.
    globalSetup: ['tests/harness/global-setup.ts'],
    pool: 'forks',
    // Much of what tests do is waiting for servers and for time: three keep two cores busy.
    maxWorkers: 3,
    projects: [
      { test: { ...shared, name: 'alone', include: [...alone] } },
      { test: { ...shared, name: 'together', include: files.filter((file) => !alone.has(file)), isolate: false } },
    ],
    coverage: {
      provider: 'v8',
      reportOnFailure: true,
      include: ['{contracts,playbooks,workflows,activities,worker,api,db,cli,sandbox,start}/**/*.ts'],
      exclude: ['**/*.test.ts'],
    },
  },
});
