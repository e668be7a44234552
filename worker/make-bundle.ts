import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

/** Run as `node worker/make-bundle.ts FILE`: bundles the workflows for the isolate into FILE. */
const target = process.argv[2];
if (target === undefined) throw new TypeError('usage: make-bundle.ts FILE');
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const quiet = { trace() {}, debug() {}, info() {}, warn: console.error, error: console.error, log() {} };
const { code } = await bundleWorkflowCode({ workflowsPath: join(root, 'workflows', 'index.ts'), logger: quiet });
writeFileSync(target, code);
