import { runProgram } from './run-program.ts';

// Vitest resolves more than Node does, so types are checked first: an import that only Vitest understands is an error.
const types = await runProgram('typescript/bin/tsc', ['-p', '.']);
const tests = await runProgram('vitest/vitest.mjs', ['run', ...process.argv.slice(2)]);
process.exitCode = types === 0 ? tests : 1;
