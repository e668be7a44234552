import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '.mbi/**', '.cache/**', 'admin-ui/dist/**'],
    globalSetup: ['tests/harness/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What is polled for comes sooner; a busy machine may take longer than the second that is usual.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      reportOnFailure: true,
      include: ['{contracts,playbooks,workflows,activities,worker,api,db,cli,sandbox,start}/**/*.ts'],
      exclude: ['**/*.test.ts'],
    },
  },
});
