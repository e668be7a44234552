import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

/**
 * Run as `node worker/make-bundle.ts ENTRY FILE [CONVERTER]`: bundles the workflows that ENTRY exports for the isolate into
 * FILE, with the converter of failures that CONVERTER exports.
 */
const [workflowsPath, target, failureConverterPath] = process.argv.slice(2);
if (workflowsPath === undefined || target === undefined) throw new TypeError('usage: make-bundle.ts ENTRY FILE');
const quiet = { trace() {}, debug() {}, info() {}, warn: console.error, error: console.error, log() {} };
const workflowInterceptorModules = [fileURLToPath(new URL('../workflows/unnoted-promises.ts', import.meta.url))];
// The language of expressions is the same for every execution and keeps nothing but trees of texts it has read, so it is
// loaded once for each thread of a worker and not for each execution.
const preloadModules = [fileURLToPath(new URL('../playbooks/expressions/index.ts', import.meta.url))];
const options = { workflowsPath, workflowInterceptorModules, preloadModules, logger: quiet };
const { code } = await bundleWorkflowCode(
  failureConverterPath === undefined ? options : { ...options, failureConverterPath },
);
writeFileSync(target, code);
