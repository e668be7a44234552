export { type CoveragePoint, coveragePct } from './coverage.ts';
export type { CaseResult } from './run-case.ts';
export { runTestFile, type TestFileResult, type TestRunParts } from './run-test-file.ts';
