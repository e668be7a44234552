import { expect } from 'vitest';
import { raisePlaybook, testText } from './test-source.ts';

/** What is wrong with the text of a test file for the playbook above: `severity CODE line:column message → suggestion`. Nothing is played. */
export async function findingsOfTests(source: string): Promise<readonly string[]> {
  const closed = { play: () => Promise.reject(new TypeError('Nothing may be played')) };
  const { diagnostics, cases } = await testText(source, { 'raise.yaml': raisePlaybook }, closed);
  expect(cases).toEqual([]);
  return diagnostics.map(({ code, severity, line, column, message, suggestion }) => {
    const what = `${severity} ${code.replace('PLAYBOOK_', '')} ${line}:${column} ${message}`;
    return suggestion === null ? what : `${what} → ${suggestion}`;
  });
}
