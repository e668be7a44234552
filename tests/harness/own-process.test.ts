import { expect, it } from 'vitest';
import { createOwnProcessRule } from './own-process.ts';

const files: Record<string, string> = {
  'money/stage.ts': "import { NativeConnection } from '@temporalio/worker';",
  'money/around.ts': "import { far } from './far.ts';\nimport { stage } from './stage.ts';",
  'money/far.ts': "import { around } from './around.ts';",
  'money/pure.ts': "import type { Client } from '@temporalio/client';",
};
const needsOwnProcess = (source: string) =>
  createOwnProcessRule((file) => (file === 'money/one.test.ts' ? source : (files[file] ?? '')))('money/one.test.ts');

it.each([
  ['a worker', "import { Worker } from '@temporalio/worker';"],
  ['a worker, over what it imports', "import { stage } from './stage.ts';"],
  ['a worker, over imports in a circle', "import { far } from './far.ts';"],
  ['a child', "import { spawn } from 'node:child_process';"],
  ['a changed environment', "process.env.MBI_API_PORT = '1';"],
  ['a stub', "vi.stubEnv('TZ', 'UTC');"],
  ['another clock', 'vi.useFakeTimers();'],
  ['a fresh module', "const { settings } = await import('./settings.ts');"],
])('a test file with %s has a process of its own', (_, source) => {
  expect(needsOwnProcess(source)).toBe(true);
});

it.each([
  ['only calls and compares', "import { expect, it, vi } from 'vitest';\nconst ask = vi.fn();\nawait ask();"],
  ['imports what is pure', "import { pure } from './pure.ts';"],
  ['imports a type of a worker', "import type { Worker } from '@temporalio/worker';"],
  ['has a database of its own', "import { createTestDatabase } from '../tests/harness/database.ts';"],
])('a test file that %s shares its process', (_, source) => {
  expect(needsOwnProcess(source)).toBe(false);
});
