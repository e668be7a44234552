import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './state/folders.ts';

/** Runs a program of node_modules with the Node that runs us, showing what it prints; gives its exit code. */
export function runProgram(
  script: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...words], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
}
