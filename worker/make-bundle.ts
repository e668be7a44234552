import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

/** Run as `node worker/make-bundle.ts ENTRY FILE`: bundles the workflows that ENTRY exports for the isolate into FILE. */
const [workflowsPath, target] = process.argv.slice(2);
if (workflowsPath === undefined || target === undefined) throw new TypeError('usage: make-bundle.ts ENTRY FILE');
const quiet = { trace() {}, debug() {}, info() {}, warn: console.error, error: console.error, log() {} };
const workflowInterceptorModules = [fileURLToPath(new URL('../workflows/unnoted-promises.ts', import.meta.url))];
const { code } = await bundleWorkflowCode({ workflowsPath, workflowInterceptorModules, logger: quiet });
writeFileSync(target, code);
