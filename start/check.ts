import { runProgram } from './run-program.ts';

// Types, style and unused code. All three run even when one fails, so that one run shows everything.
const codes = [
  await runProgram('typescript/bin/tsc', ['-p', '.']),
  await runProgram('typescript/bin/tsc', ['-p', 'admin-ui']),
  await runProgram('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
  await runProgram('knip/bin/knip.js', []),
];
process.exitCode = codes.some((code) => code !== 0) ? 1 : 0;
